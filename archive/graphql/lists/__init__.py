"""Lists of documents.

* `connections`: a list a page at a time, in the orders and scopes that there are.
* `filters`: a reader's `EntryFilter` as conditions of a statement, and the refusals of a bad one.
"""
