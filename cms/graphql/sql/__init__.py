"""Requests of loaders to the database, on top of `cms.sql`.

* `sources`: rows by a key (child rows, terms, pictures, files), or a draft's rows instead.
* `requests`: what a loader yields; simultaneous requests become one statement.
"""
