"""Pure: structure found in a post: its type, and its fields besides the text.

* `describe`: a post as one of our pages; it uses all others.
* `type_rules`, `type_map`: which type of page it becomes.
* `draft`: the result, as a page to be written.
* `document_dates`: which of the dates in a post is that of the document.
* `particulars`, `letters`, `interviews`, `occasions`: what a type has besides its text.
* `speakers`: whether the labels of turns are persons.
* `people`, `correspondents`, `countries`: who and where.
* `passages`: the words and lines that the others read.
"""
