"""Prepared SQL: statements made from querysets once, and run with other parameters each time.

Knows Django, and Wagtail's `Page` only to ask the router which database content is read from.

* `parameters`: the places of values in a statement, and conditions on lists of values.
* `statements`: a queryset as SQL, cached; several statements of one shape run as one.
* `captured`: refuses a cached statement that would contain a request's value.
* `rows`: any queryset as one JSON array per row, so that all of them have one shape.
"""
