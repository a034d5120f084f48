"""Metrics of the record."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from cms.metrics.readings import Reading

from .follower import last_number
from .models import Change


def length() -> Mapping[str, float]:
    return {"": last_number()}


def age() -> Mapping[str, float]:
    last = Change.objects.order_by("-number").values_list("at", flat=True).first()
    return {"": (timezone.now() - last).total_seconds()} if last else {}


READINGS = (
    Reading("record_changes", "The number of the record's last change.", length),
    Reading("record_age_seconds", "Since the record's last change.", age),
)
