"""Model fields of the archive, independent of its models.

* `edtf`: a column for a date, as precise as it is known.
* `tokens`: a column for a document's words, indexed on both databases.
* `search`: search fields in addition to Wagtail's, and the weights of their words.
"""
