"""The HTTP endpoint: from a request to an answer, after the GraphQL-over-HTTP specification.

* `view`: the order of things; a browser gets GraphiQL.
* `http`: reads a request, refuses what is none. `persisted`: documents named by their hash.
* `execution`: the seam, `prepare` and `execute`; `documents` keeps what was prepared.
* `conditional`, `deployment`: the tag of an answer and how long it may be kept.
* `rate`, `peer`: what one client may ask for in a minute. `timing`: Server-Timing in development.
"""
