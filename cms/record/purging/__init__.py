"""Purging: tells the caches in front of the server what they must drop, by tags and by addresses.

The setting is Wagtail's own, WAGTAILFRONTENDCACHE.

* `backends`: Varnish, Fastly and Cloudflare. Wagtail's own backends work by addresses only.
* `models`: `PurgedCache`, the last change that a cache was purged of; `AddressToPurge`, the address
  of a file that is gone.
* `purge`: purges whatever has changed since; what fails is tried again with the next tick.
* `environment`: reads the setting from the environment.
"""
