"""Relay's connections, over keyset cursors.

* `connections`: declares connection types, and the arguments that they all take.
* `orders`: what a list is sorted by.
* `keyset`: windows, and the statements of a page of rows.
* `cursors`: signed, and good for one order and one filter.
"""
