"""Previews: unpublished drafts, shown as if they were published to whomever an editor shows them.

Knows Wagtail, the gate and the record's subjects; no GraphQL, and no word of the archive.

* `models`: `Preview`, a draft as it was typed, and who is looking at it.
* `grants`: codes that open a preview once, and the tokens that they are exchanged for.
* `staging`: publishes a draft for one answer, in a transaction that is always rolled back.
* `frontends`: where a preview is shown. `pages`: `PreviewedPage`, whose previews are shown there.
* `typed`: previews of what has been typed but not saved.
* `views`: exchanges a code for a token; serves Wagtail's accessibility checks.
* `review`: links for review, which show one draft for a day.
* `environment`, `checks`: read and check the setting that names frontends.
"""
