"""What earlier runs made of an old site, and what became of each item in this one.

* `ledger`: the row of each item that was imported, by its ID there; nothing is imported twice.
* `page_digests`: whether an editor has changed a page since it was written.
* `notes`: what is said alike of files and pages.
* `outcomes`: what was done with an item, for the report's file, the admin and the summary.
* `runs`: one run at a time, its row, and how it ended.
"""
