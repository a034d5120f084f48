"""Relay connections with keyset cursors.

* `connections`: declares connection types, and their common arguments.
* `orders`: sort orders of lists.
* `keyset`: windows, and the statements for a page of rows.
* `cursors`: signed, and valid for one order and one filter.
"""
