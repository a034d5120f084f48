"""Pure: structure found in a post: its type, and what of it is a field and not text.

* `describe`: a post as a page of ours; it asks all others.
* `types`: which type of page it becomes.
* `document_dates`: which of the dates in a post is that of the document.
* `letters`, `films`, `interviews`, `occasions`: what these types say beside their text.
* `speakers`: whether the labels of turns are persons.
* `people`, `correspondents`, `countries`: who and where.
* `passages`: the words and lines that the others read.
"""
