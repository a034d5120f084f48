"""Documents and sections in GraphQL.

* `interface`: `ArchiveEntry`, what every document says; on small `types` that several share.
* `pages`: a class for each page type. `blocks`: one for each block of a body.
* `citation`, `linked_data`: a document as citers and as search engines know it.
* `neighbours`: what stands beside it in time, and what is related to it.

Importing `pages` and `blocks` declares their types; the schema does.
"""
