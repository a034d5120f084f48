"""What earlier runs made of an old site, and what became of each item in this run.

* `ledger`: the row of each imported item, by its ID there; nothing is imported twice.
* `page_digests`: whether an editor has changed a page since it was written.
* `notes`: notes on both files and pages.
* `outcomes`: what was done with an item, for the report, the admin and the summary.
* `runs`: one run at a time, its row, and how it ended.
"""
