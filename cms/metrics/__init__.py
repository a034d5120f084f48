"""Metrics of the running server, for Prometheus; off unless METRICS_ADDRESS is set.

* `counting`: counts what happens in requests, in a file for each worker. `sql` times statements.
* `routes`: sorts paths into a dozen kinds, so that no path, address or word becomes a label.
* `readings`: values read from the database on each scrape; each app registers its own.
* `exporter`: the page that Prometheus reads, on an address of its own.
* `environment`: the two settings.
"""
