"""Pure: structure found in a post: its type, and what of it is a field and not text.

* `describe`: a post as a page of ours; it asks all others.
* `type_rules`, `type_map`: which type of page it becomes.
* `draft`: what is found, as a page to be written.
* `document_dates`: which of the dates in a post is that of the document.
* `particulars`, `letters`, `interviews`, `occasions`: what a type has beside its text.
* `speakers`: whether the labels of turns are persons.
* `people`, `correspondents`, `countries`: who and where.
* `passages`: the words and lines that the others read.
"""
