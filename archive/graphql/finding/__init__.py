"""How readers find documents.

* `search`: by their words, best matches first (`ranking`).
* `facets`: the values that a list can be narrowed down by, with the number of documents for each.
* `timeline`: the number of documents by year or month.
* `routes`: what an address of the site leads to.
"""
