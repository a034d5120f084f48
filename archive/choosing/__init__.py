"""Fields that suggest existing terms and names while somebody types.

* `terms`: categories and places that match, each with its ancestors.
* `said`: the names of people in documents. `views`: the endpoint; it suggests nothing that is only
  on pages hidden from the account. `widgets`: the fields, comboboxes.
"""
