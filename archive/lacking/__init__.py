"""What a document lacks, found in one way for its checklist, for lists and for reports.

* `conditions`: as conditions on its row. `links`: what it leads to and readers do not find.
"""
