"""Error reports to the operator's own Sentry: what failed and where, but no data of the request.

Off unless SENTRY_DSN is set. `sentry` reports whatever is logged as an error; `scrubbing` rebuilds
each report from a list of what may be sent.
"""
