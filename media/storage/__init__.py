"""Where files are stored, and who can reach them.

It imports Django, Wagtail's background tasks and log, `cms.record.purging`, `cms.metrics`,
`cms.outages` and `media.cleaning`.

* `backends`: `PUBLIC` has addresses, `PRIVATE` has none and is Django's default storage.
* `s3`: the private bucket, in a separate module because boto3 loads slowly.
* `environment`: converts environment variables to Django's `STORAGES`.
* `removal`: deletes unreferenced files, with retries.
* `removed`: originals of removed pictures and documents, which are kept.
* `readings`: metrics of the storages.
* `sealed`: the base of models whose file is the clean copy of a sealed original.
"""
