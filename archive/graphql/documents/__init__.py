"""Documents and sections in GraphQL.

* `interface`: `ArchiveEntry`, the fields of every document; built on the shared `types`.
* `pages`: a class for each page type. `blocks`: a class for each block of a body.
* `series`, `corrections`: the description of a series; the editors' notes on changes.
* `citation`, `linked_data`: a document for citation tools and for search engines.
* `neighbours`: the documents before and after it, and related ones.

Importing `pages` and `blocks` declares their types; `cms.schema` does that.
"""
