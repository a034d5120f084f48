"""Terms are chosen, and people named, by typing: what the archive has already is suggested.

* `terms`: categories and places by what somebody types of them, each below those above it.
* `said`: what documents say of people. `views`: what a field asks; nothing that stands only on
  what the account does not see. `widgets`: the fields, a combobox each.
"""
