"""Answers in which one page's draft stands in the place of the page.

* `preview`: which draft a request may see, by its token, and the request answered with it.
* `blanks`: what a draft leaves empty and the schema promises.
"""
