"""The search of the archive: one index and one grammar in all three languages, on both databases.

`folding` says what counts as the same word, `query` reads what a reader typed, `columns` says how a
document's words are kept, `highlight` marks them: all pure. `description` derives from the models
what a document says, and `documents` reads it. `index` is the only writer; `find` restricts a
queryset of documents to what a search matches, and scores it.

The index holds published documents only, and it is a hint: who reads joins it with the documents
that the gate lets through. What it holds about an image or a document is found and shown only while
all those that its row speaks of are in public collections: `find` looks where they are now.

`admin` is the search of the admin, drafts included, in an index of its own.
"""
