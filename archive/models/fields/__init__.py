"""Model fields of the archive; they know none of its models.

* `edtf`: a column for a date, exactly as precise as it is known.
* `tokens`: the column of a document's words that both databases index.
* `search`: search fields beside Wagtail's, and the weight of the words in each.
"""
