"""Load rows, as far as readers may see them; no GraphQL types here.

* `terms`: categories, tags and places, by themselves and by document.
* `child_rows`: the child rows of documents, and the field for a list of them.
* `words`: which documents match a search, as sets.
* `lookups`: one document or term by its code or slug.
* `tallies`: how many documents have a term, are of a type, or belong to a year.

Requests that wait at the same time share one statement.
"""
