"""Webhooks: notify servers of each change, as the Standard Webhooks specification has it.

* `models`: `Endpoint`, a server and the changes that it wants; `Delivery`, one change for one of
  them, and what became of it.
* `message`: the body of a message, and its signature.
* `sending`: one request, and its outcome.
* `delivery`: the outbox: what is due, in order for each subject, retried for a day.
* `viewsets`: both models in the admin.
"""
