"""How a public server serves: a master that listens, workers that answer, and lanes in each.

`master` starts the workers and starts anew what ends, or gives no sign of life (`pulse`). `worker`
is Waitress in one of them, which ends without dropping anybody. `lanes` keep what is slow from
holding up what is quick; `warming` is what a worker makes ready first. `environment` reads numbers.
"""
