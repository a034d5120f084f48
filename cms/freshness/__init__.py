"""Whether content has changed since: a version that moves with every write, in its transaction.

Knows Django and Wagtail; no GraphQL.

* `content_version`: the version now, and `bump()` for what lies in no table of a model.
* `triggers`: database triggers that move it whichever way is written, installed after `migrate`.
* `change_sql`: their SQL, for each database.
"""
