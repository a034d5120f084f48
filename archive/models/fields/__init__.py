"""Fields that the models of the archive are declared with; they know none of them.

* `edtf`: a column for a date as exact as it is known.
* `tokens`: the column of a document's words that both databases index.
* `search`: search fields beside Wagtail's, and how well the words of each rank.
"""
