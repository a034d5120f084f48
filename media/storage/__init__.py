"""Where files lie, and who can reach them.

Knows Django, Wagtail's background tasks and log, `cms.record.purging`, `cms.metrics`, `cms.outages`
and `media.cleaning`.

* `backends`: `PUBLIC` has addresses, `PRIVATE` has none and is Django's default storage.
* `s3`: the private bucket, apart because boto3 takes long to load.
* `environment`: from environment variables to Django's `STORAGES`.
* `removal`: files that nothing names any more, until their storage has deleted them.
* `removed`: originals that no picture or document names any more, which are kept.
* `readings`: whether they can be used, for metrics.
* `sealed`: the base of models whose file is the clean copy of a sealed original.
"""
