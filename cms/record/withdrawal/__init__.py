"""Taking back what is public, and giving it back: acts of editors, in the admin.

* `consequences`: what goes with a page, and what may go with it.
* `acts`: withdrawing and publishing again, with what was said about it, in one transaction.
* `forms`, `views`, `bulk_action`: how the admin asks. `unpublishing`: the same of Wagtail's own.
"""
