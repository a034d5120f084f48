"""Lists of documents.

* `connections`: pages of a list, in each order and scope.
* `filters`: a reader's `EntryFilter` as conditions of a statement; refuses invalid ones.
"""
