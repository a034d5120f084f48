"""Redirects from the addresses of the old site.

* `writer`: for one page, or for pairs of address and target; changes by editors are kept.
* `lists`: the pairs for lists of posts by term and time.
* `files`: the pairs for files, and for their attachment pages.
"""
