"""The version of the content, which changes with every write, in the transaction of that write.

Knows Django and Wagtail; no GraphQL.

* `content_version`: the current version, and `bump()` for content outside of model tables.
* `triggers`: database triggers that change it however data is written, installed after `migrate`.
* `change_sql`: their SQL, for each database. `put_right`: creates and drops triggers as needed.
"""
