"""What was saved while a form lay open: whoever is second is told, and asked.

* `pages`: a page, whose versions tell. `forms`: whatever else has a form, whose values do.
* `rows`: those that somebody removed from it; `gone`: it is deleted as a whole.
* `lock`: forms of one object are saved one after the other.
"""
