"""One change to many pages: to those that are ticked, or to all that match a list's filters.

* `matched`: which pages the address of a list matches, for the account that looks at it.
* `change`: what a change is: what it asks for, refuses, does, and undoes; and the list of them.
* `classification`, `acts`, `closing`: the changes themselves. `forms`: what each asks for.
* `runs`: carries out a change page by page, and undoes it.
* `trees`: Wagtail's own actions on a page and everything below it, where that is a lot.
* `chosen`: which pages an action is for.
* `actions`, `views`: the screens: the question, the progress, and *Undo*.

What was done, and what each page had before, is kept in `archive.BulkRun` and `BulkRunPage`.
"""
