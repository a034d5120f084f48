"""Taking back what is public, and publishing it again, in the admin.

* `consequences`: what is withdrawn with a page, and what may be.
* `acts`: withdrawing and publishing again, in one transaction with the reasons.
* `forms`, `views`, `bulk_action`: the screens. `unpublishing`: the same for Wagtail's *Unpublish*.
"""
