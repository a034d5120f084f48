"""What the archive holds, what its documents lack, and which files nobody needs.

Of what an account may work on, drafts included.

* `holdings`: documents by type, year and section. `gaps`: documents that lack something.
* `files`: pictures and files that nothing uses, and those that are there twice.
"""
