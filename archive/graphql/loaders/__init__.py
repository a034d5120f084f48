"""Where rows are read from, as far as readers may see them; no types.

* `terms`: categories, tags and places, by themselves and by document.
* `child_rows`: the child rows of documents, and the field for a list of them.
* `lookups`: one document or term by its code or slug.
* `tallies`: how many documents carry a term, are of a type, or fall into a year.

What is waited for at one time goes out as one statement.
"""
