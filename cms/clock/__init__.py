"""The clock: everything that has to happen because time passes, run by `manage.py tick`.

Knows Django, Wagtail and `cms.freshness`; no GraphQL, and nothing of what the jobs do.

* `jobs`: the registry of jobs, which each app fills when it is ready.
* `tick`: runs what is due, in order, one tick at a time on however many machines; a job that
  fails is noted and holds up no other.
* `models`: a row for each job: when it last ran, how long it took, what went wrong.
* `schedule`: publishes and expires pages.
* `overdue`: what should have happened by now, for `/readyz`, the admin's home screen and the log.
"""
