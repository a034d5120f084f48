"""A document as the admin's editor shows it.

* `panels`: its tabs. `forms`: what they check more than a column can.
* `reference_code`: gives it a code before readers see it.
"""
