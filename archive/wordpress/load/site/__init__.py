"""The site that an export is imported into: where things go, and what they are called.

* `tree`: the section for posts and the front page, in each language.
* `parents`: the parent of a page.
* `terms`: categories, tags and places.
* `lists`: the addresses of lists by term and time.
* `slugs`: slugs that Django accepts and that are free.
"""
