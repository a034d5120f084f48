"""Metrics of the running server, for Prometheus; off unless METRICS_ADDRESS is set.

* `counting`: counts what happens in a request. As workers come and go, each counts in a file.
  `sql` times its statements.
* `routes`: sorts paths into a dozen kinds, so that no path, address or word becomes a label.
* `readings`: what is read from the database when somebody looks; each app registers its own.
* `exporter`: the page that Prometheus reads, on an address of its own.
* `environment`: the two settings.
"""
