"""The order in which a person looks for a title or a name, the same on every database.

Knows Django and Wagtail; no GraphQL.

* `collator`: `sort_key(text)`, bytes that compare as a person would the texts.
* `models`: `SortKey`, for a table of keys beside a model; `TitleKey`, those of the pages' titles.
* `keys`: keeps such tables true, whoever writes the texts and how.
"""
