"""Where the time of a request goes, for OpenTelemetry; off unless its settings name a collector.

* `spans`: what is measured: a span for a request, a GraphQL operation, an SQL statement.
* `exporting`: which collector gets them, by the OTEL_… variables of the specification.
* `requests`: the span of a request, around the whole application. `sql`: the spans of statements.

A span has kinds and durations, and no path, query, variable, address or value of a statement.
"""
