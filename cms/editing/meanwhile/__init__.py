"""Detects what was saved while a form was open: whoever saves second is told, and asked.

* `pages`: pages, by their revisions. `forms`: everything else with a form, by its values.
* `rows`: child rows that somebody removed. `gone`: objects that somebody deleted.
* `chosen`: all of a list, for a bulk action.
* `privacy`: who may read a page or a collection.
* `lock`: saves forms of the same object one after the other.
"""
