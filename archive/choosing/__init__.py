"""Choosing terms and naming people by typing: suggests what the archive already has.

* `terms`: categories and places that match what is typed, each shown with those above it.
* `said`: the names of people in documents. `views`: answers a field; suggests nothing that is only
  on pages hidden from the account. `widgets`: the fields, comboboxes.
"""
