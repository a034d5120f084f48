"""The admin's search of pages: every type, drafts included, by what each account may see.

`backend` is what Wagtail asks, wherever the admin searches pages: its search, listings, choosers,
bulk actions. `words` says what pages hold, in their latest revisions and live; `index` keeps it in
rows of their own, `AdminSearchEntry`, which no reader's search reads. `query` reads what was typed,
`find` says which pages match, and how well, for the account that `account` remembers.
"""
