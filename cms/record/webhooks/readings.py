"""Metrics of webhooks."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Min, QuerySet
from django.utils import timezone

from cms.metrics.readings import Reading
from cms.record.models import Change

from .models import Delivery, Endpoint


def _waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=Delivery.State.WAITING, endpoint__is_on=True)


def waiting() -> Mapping[str, float]:
    return {"": _waiting().count()}


def age() -> Mapping[str, float]:
    """The age of the oldest change still to be delivered; 0 if there is none."""
    oldest = [_waiting().aggregate(at=Min("change__at"))["at"]]
    number = Endpoint.objects.filter(is_on=True).aggregate(number=Min("number"))["number"]
    if number is not None:  # if deliveries of later changes were not even created
        oldest.append(Change.objects.filter(number__gt=number).aggregate(at=Min("at"))["at"])
    now = timezone.now()
    return {"": max([(now - at).total_seconds() for at in oldest if at], default=0)}


READINGS = (
    Reading("webhook_deliveries_waiting", "Deliveries of webhooks that wait.", waiting),
    Reading("webhook_age_seconds", "Since the oldest change that is still to be told.", age),
)
