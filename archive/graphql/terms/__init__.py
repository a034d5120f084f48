"""What documents are found by, each with its own list of them.

* `taxonomy`: categories, tags and places, and their fields for `addresses` in each language.
* `periods`: years and months.
"""
