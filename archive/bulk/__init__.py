"""One change of many pages: of those that are chosen, or of all that a list's filters match.

* `matched`: which pages an address of a list matches, for the account that looks at it.
* `change`: what a change is, and all that there are: what it asks, refuses, does, and takes back.
* `classification`, `acts`, `closing`: the changes themselves. `forms`: what each asks.
* `runs`: a change of many pages from its beginning to its end, page by page, and back again.
* `trees`: what Wagtail does to a page and all below it, where these are many.
* `chosen`: which pages an action is for.
* `actions`, `views`: how the admin asks, shows the progress, and offers to undo it.

What was done, and what a page had before, are rows of `archive.BulkRun` and `BulkRunPage`.
"""
