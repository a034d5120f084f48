"""Redirects from the addresses of the old site.

* `writer`: of one page, or of pairs of address and target; what an editor did there stays.
* `lists`: the pairs of lists of posts by term and time.
* `files`: the pairs of files, and of the pages that the old site made for each of them.
"""
