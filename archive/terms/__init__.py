"""Categories, tags and places, by which documents are found.

* `public`: which of them readers know of. `in_admin`: which of them an account of the admin sees.
* `viewsets`, `edit_view`: their lists and forms. `positions`: the exact position of a place.
* `translation`: a translated document gets the categories of its language.
"""
