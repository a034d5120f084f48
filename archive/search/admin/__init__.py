"""The admin's search of pages of every type, drafts included, limited to what an account may see.

`backend` is Wagtail's search backend, used wherever the admin searches pages: search, listings,
choosers, bulk actions. `words` collects the text of pages, of their latest revisions and live;
`index` stores it in `AdminSearchEntry`, which readers' search does not use. `query` parses the
input, `find` selects and ranks pages for an account: whose request it is (`cms.admin_visibility`).
"""
