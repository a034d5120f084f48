"""The HTTP endpoint: from a request to an answer, following the GraphQL-over-HTTP specification.

* `view`: the steps, in order; a browser gets GraphiQL. `schema`: the schema that is served.
* `http`: parses a request, or refuses it. `persisted`: documents named by their hash or ID.
* `execution`: the seam, `prepare` and `begin`; keeps prepared documents in a cache (`segmented`).
* `conditional`, `kept`, `deployment`: an answer's ETag and lifetime; answers kept by the server;
  what invalidates them besides the content.
* `compressed`: gzip.
* `rate`: how much a client may ask for in a minute. `timing`: Server-Timing in development.
"""
