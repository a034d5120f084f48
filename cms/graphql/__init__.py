"""The kit: GraphQL for any Wagtail site, with its own engine. It knows nothing of the archive.

A request arrives at `endpoint`, is checked against `limits`, and runs in `engine`. Below these:

* `sql`: what loaders ask of the database; requests that wait at the same time share statements.
* `pagination`: Relay connections over keyset cursors.
* `pages`, `blocks`: page types, their lists and addresses; the blocks of a body, rich text.
* `drafts`: one page's draft, for whoever holds a token.
* `queries`, `changes`: the root fields that any Wagtail site has.

Rooms further down this list may import those above `pages`, and each other only downwards; the
import contracts enforce it. `context` is what one request knows; `registry`, `ids`, `enums`,
`columns`, `locales` and `scalars` are what schemas are declared with, and `checks` and
`field_checks` find mistakes in that. `errors` are those that clients see; `cache_tags` collects
what an answer depends on.
"""
