"""A master that listens, workers that answer, and lanes in each worker; knows no Django.

`cms.serve` builds the production server of these.

`master` starts the workers and replaces those that end or give no sign of life (`pulse`). `worker`
runs Waitress in one of them, and ends without dropping anybody. `lanes` keep slow requests from
holding up quick ones; `warming` prepares a worker. `environment` reads numbers.
"""
