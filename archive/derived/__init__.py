"""Pure: what is worked out from the words and numbers of documents, where nobody wrote it.

* `summary`: from the opening of a body. `word_count`: how long a text is.
* `citations`: how a document is cited. `extents`: how much a series holds.
"""
