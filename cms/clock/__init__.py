"""The clock: all that has to happen because time passes, run by `manage.py tick` every minute.

Knows Django, Wagtail and `cms.freshness`; no GraphQL, and nothing of what the jobs do.

* `jobs`: what there is to do: each app registers its own when it is ready.
* `tick`: runs what is due, in order; what fails is noted and holds up nothing else.
* `lock`: one tick at a time, whatever number of machines runs one.
* `models`: one row for each job: when it last ran, how long it took, what went wrong.
* `schedule`: publishes and expires pages.
* `overdue`: what should have happened by now, for `/readyz`, the admin's home and the log.
"""
