"""Fixed SQL: statements made from querysets once, and run with other parameters each time.

Knows Django, and Wagtail's `Page` only to ask the router which database content is read from.

* `parameters`: where a statement takes its values, and conditions on lists of them.
* `statements`: a queryset as SQL, kept by what it depends on; several of one shape run as one.
* `captured`: why no kept statement may hold a value, and what refuses one that would.
* `rows`: any queryset as one JSON array a row, so that all of them are of one shape.
"""
