"""The last change that each cache was purged of, and the files that it may still hold."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

from cms.record.follower import Follower, last_number

LONGEST_KEPT = timedelta(days=1)  # no answer may be cached for longer


class PurgedCache(Follower):
    """An entry of WAGTAILFRONTENDCACHE."""

    name = models.CharField(max_length=200, unique=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str) -> PurgedCache:
        """The row of a cache; a new one begins with everything that a cache may still have."""
        begin = last_number(at__lt=timezone.now() - LONGEST_KEPT)
        return cls.objects.get_or_create(name=name, defaults={"number": begin})[0]


class AddressToPurge(models.Model):
    """The address of a file or page that is gone, until a cache has dropped it."""

    cache = models.ForeignKey(PurgedCache, on_delete=models.CASCADE, related_name="addresses")
    address = models.TextField()  # a path of this server, or its address in a storage
    noted_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.address
