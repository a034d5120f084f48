"""Webhooks: servers that are told of each change, as Standard Webhooks specifies it.

* `models`: `Endpoint`, who is told of what; `Delivery`, one change for one of them, and its fate.
* `message`: what is said, and how it is signed.
* `sending`: one request and what came of it.
* `delivery`: the outbox: what is due, in order for each subject, tried again for a day.
* `viewsets`: both in the admin.
"""
