"""How readers find documents.

* `search`: by their words, the best answers first.
* `facets`: what a list can be narrowed down by, and how many documents each would leave.
* `timeline`: how a list spreads over the years.
* `routes`: what an address of the site leads to.
"""
