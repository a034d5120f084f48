"""Videos on other sites, which a document shows.

* `embeds`: recognises them by their address, without asking those sites.
* `noting`: has each wait for a review, as soon as a draft shows it.
"""
