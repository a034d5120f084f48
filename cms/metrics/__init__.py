"""What is counted while the archive is served, for Prometheus; off unless METRICS_ADDRESS is set.

* `counting`: what happens in a request. Workers come and go: each counts in a file of its place.
* `routes`: which of a dozen kinds a path is, as no path, address or word becomes a label.
* `readings`: what the database says when somebody looks; each app registers its own.
* `exporter`: the page that Prometheus reads, on an address of its own.
* `environment`: the two settings.
"""
