"""The order in which a person looks for a title or a name, the same on every database.

Knows Django and Wagtail; no GraphQL.

* `collator`: `sort_key(text)`, bytes that compare as a person would the texts.
* `models`: `Beside`, a table that has a row for each of a model; `SortKey`, one of sort keys;
  `TitleKey`, those of the pages' titles.
* `keys`: keeps such tables true, whoever writes the texts and how.
"""
