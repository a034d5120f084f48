"""Metrics of caches in front."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from cms.metrics.readings import Reading
from cms.record.models import Change

from .models import AddressToPurge, PurgedCache


def age() -> Mapping[str, float]:
    """The age of the oldest change that a cache was not purged of; normally up to a minute."""
    caches = PurgedCache.objects.filter(name__in=settings.WAGTAILFRONTENDCACHE)
    purged = caches.aggregate(number=Min("number"))["number"]
    if purged is None:
        return {"": 0}
    addresses = AddressToPurge.objects.filter(cache__in=caches)
    oldest = [
        Change.objects.filter(number__gt=purged).aggregate(at=Min("at"))["at"],
        addresses.aggregate(at=Min("noted_at"))["at"],
    ]
    now = timezone.now()
    return {"": max([(now - at).total_seconds() for at in oldest if at], default=0)}


READINGS = (Reading("purge_age_seconds", "Since the oldest change not purged.", age),)
