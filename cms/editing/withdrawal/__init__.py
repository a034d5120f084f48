"""Taking back what is public, and publishing it again: what editors do in the admin.

* `consequences`: what goes with a page, and what may go with it.
* `acts`: withdrawing and publishing again, in one transaction with the reasons given.
* `forms`, `views`, `bulk_action`: the screens. `unpublishing`: the same for Wagtail's *Unpublish*.
"""
