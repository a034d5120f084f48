"""Sorting titles and names as readers expect, identically on every database.

It imports Django and Wagtail; no GraphQL.

* `collator`: `sort_key(text)`, bytes that sort as the texts should.
* `models`: `Beside`, a table with a row for each row of a model; `SortKey`, for sort keys;
  `TitleKey`, those of pages' titles.
* `keys`: maintains such tables, however the texts are written.
"""
