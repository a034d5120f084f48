"""What loaders ask of the database, on top of `cms.sql`.

* `sources`: rows found by a key (child rows, terms, pictures, files), and a draft's instead.
* `requests`: what a loader yields; all requests that wait together become one statement.
"""
