"""One category, tag, place or name of a person in the place of others, in one transaction.

* `addresses`: readers are led on from a term's old address, after a merger and a new slug.
* `terms`: what carries a term, and carries another one after it. `people`: the same of names.
* `drafts`: the words of what nobody has published yet. `views`: shows first what will change.
* `survivors`: which term stays where others went, for documents that were open meanwhile.
"""
