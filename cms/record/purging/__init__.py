"""Purging: caches in front are told what they may keep no longer, by tags and by addresses.

The setting is Wagtail's own, WAGTAILFRONTENDCACHE.

* `backends`: Varnish, Fastly and Cloudflare. Wagtail's backends work, too, by addresses alone.
* `models`: `PurgedCache`, up to which change a cache was purged;
  `AddressToPurge`, a file that is gone.
* `purge`: purges what changed and went since; what fails is tried again with the next tick.
* `environment`: the setting, from the environment.
"""
