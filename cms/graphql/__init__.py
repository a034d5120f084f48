"""The kit: GraphQL for any Wagtail site, with an engine of its own. No word of the archive.

A request comes in at `endpoint`, is held against `limits`, and runs in `engine`. From there:

* `sql`: what loaders ask of the database; what waits at the same time goes out together.
* `pagination`: Relay connections over keyset cursors.
* `pages`, `blocks`: page types, their lists and addresses; the blocks of a body, rich text.
* `drafts`: one page's draft, for who holds a token.
* `queries`: the root fields that any Wagtail site has.

Rooms further down this list may import those above `pages` and each other only downwards; the
import contracts say it. `context` is what one request knows; `registry`, `ids`, `enums`, `columns`
and `scalars` are the words that schemas are declared with.
"""
