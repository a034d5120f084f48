"""The site that takes an export in: where things go, and what they are called.

* `tree`: the section for posts and the front page, in each language.
* `parents`: the page that another one comes below.
* `terms`: categories, tags and places.
* `lists`: the addresses of lists by term and time.
* `slugs`: slugs that Django takes and that are free.
"""
