"""Reports of the admin: the holdings, what documents lack, what is due, and unused files.

Each covers what an account may work on, drafts included.

* `base`: who may open them, which documents they cover, and their menu items.
* `holdings`: documents by type, year and section. `gaps`: documents that lack something.
* `links`: pages with links that lead nowhere. `due`: what will go live or expire.
* `dead_links`: dead addresses on other sites, and where they are used.
* `not_cleared`: what is public, or was, and would not be cleared today.
* `embargoes`: what is under an embargo, and which embargoes are due.
* `redirects`: which redirects are used, and which never were.
* `files`: images and files that nothing uses, and duplicates.
"""
