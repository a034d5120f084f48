"""OpenTelemetry traces of requests; off unless its settings name a collector.

* `spans`: measures a request, a GraphQL operation or an SQL statement.
* `exporting`: the collector, by the OTEL_… variables of the specification.
* `requests`: the span of a request, around the whole application. `sql`: the spans of statements.

A span has kinds and durations, and no path, query, variable, address or value of a statement.
"""
