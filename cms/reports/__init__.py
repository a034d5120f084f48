"""Errors, told to an operator's own Sentry: what failed and where, and nothing of what was asked.

Off unless SENTRY_DSN is set. `sentry` tells it what the log holds as an error; `scrubbing` writes
each report anew from what may go out.
"""
