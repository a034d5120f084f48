"""Merges categories, tags, places or names of people into one, in one transaction.

* `addresses`: redirects from a term's old addresses, after a merge or a new slug.
* `terms`: moves documents from one term to another. `people`: does the same for names.
* `drafts`: changes unpublished drafts too. `views`: previews what will change, then does it.
* `survivors`: which term replaced a merged one, for documents that were open meanwhile.
"""
