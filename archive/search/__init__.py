"""Full-text search of the archive: one index and one query syntax for all three languages.

It works the same on both databases. Pure modules: `folding` defines which words are the same,
`query` parses what a reader typed, `columns` defines how a document's words are stored, and
`highlight` marks matches. `description` derives from the models which text a document has, and
`documents` reads it. `index` is the only writer; `find` filters a queryset of documents by a
search, and scores it.

The index contains only published documents, and is only a hint: readers of it join it with the
documents that the gate shows. Its text about an image or file is found and shown only while all
media of that row are in public collections; `find` checks where they are now.

`admin` is the search of the admin, drafts included, with an index of its own.
"""
