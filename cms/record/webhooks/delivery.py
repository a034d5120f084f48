"""The outbox: one delivery for each endpoint and change, retried until it arrives.

One process at a time works for each endpoint, and each outcome is saved by itself: a process that
is killed loses nothing, and what it had sent but not saved arrives again under the same `webhook-
id`.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from cms.record.subjects import followed_subjects

from .message import body_of, headers_of
from .models import Delivery, Endpoint
from .sending import Outcome, post
from .switching_off import switch_off

logger = logging.getLogger(__name__)
CHUNK = 500
SECONDS = 20  # for each endpoint, so that others have their turn
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=2)
TRIED_FOR = timedelta(days=1)
KEPT_FOR = timedelta(days=30)  # in the log of deliveries
GONE = 410  # by the specification, the receiver wants no more messages

WAITING, DELIVERED, GIVEN_UP = Delivery.State


def deliver_due() -> int:
    """Deliver to every endpoint what it has not got yet; returns the number of arrivals.

    An endpoint that fails does not hold up the others; its error is raised after all had their
    turn.
    """
    count, failures = 0, []
    well_first = F("failing_since").asc(nulls_first=True)
    for endpoint in Endpoint.objects.filter(is_on=True).order_by(well_first, "pk"):
        try:
            count += _tell(endpoint)
        except Exception as error:  # whatever it is, it does not concern the others
            logger.exception("Webhook %s could not be told", endpoint.pk)
            failures.append(error)
    if failures:
        raise failures[0]
    return count


def _tell(endpoint: Endpoint) -> int:
    with endpoint.lease() as has_lease:
        if not has_lease:
            return 0
        fill_outbox(endpoint)
        count = _deliver(endpoint)
        forget_old(endpoint)
    return count


def fill_outbox(endpoint: Endpoint) -> None:
    """Create a delivery for each change since the last one."""
    while changes := endpoint.next_changes(CHUNK):
        subscribed = [
            change
            for change in changes
            if change.kind in endpoint.kinds and change.subject in followed_subjects()
        ]
        with transaction.atomic():
            if not endpoint.is_mine():
                return
            Delivery.objects.bulk_create(
                Delivery(endpoint=endpoint, change=change) for change in subscribed
            )
            endpoint.advance(changes[-1].number)


def next_due(endpoint: Endpoint) -> Delivery | None:
    """The first delivery that is due and need not wait for an earlier one of its subject."""
    waiting = Delivery.objects.filter(endpoint=endpoint, state=WAITING)
    earlier = waiting.filter(
        change__subject=OuterRef("change__subject"),
        change__key=OuterRef("change__key"),
        change__lt=OuterRef("change"),
    )
    now = timezone.now()
    # Only a clock that was put back schedules one later than after the longest pause.
    is_due = Q(due_at__lte=now) | Q(due_at__gt=now + LONGEST_PAUSE)
    due = waiting.filter(is_due, ~Exists(earlier), endpoint__is_on=True)
    return due.order_by("change").select_related("change").first()


def forget_old(endpoint: Endpoint) -> None:
    old = endpoint.deliveries.exclude(state=WAITING)
    old.filter(tried_at__lt=timezone.now() - KEPT_FOR).delete()


def _deliver(endpoint: Endpoint) -> int:
    count, end = 0, monotonic() + SECONDS
    while monotonic() < end and endpoint.is_mine() and (delivery := next_due(endpoint)):
        body = body_of(delivery.change)
        headers = headers_of(delivery.change, body, endpoint)
        outcome = post(endpoint.address, body.encode(), headers)
        count += outcome.is_delivered
        _settle(endpoint, delivery, outcome)
        if outcome.status is None:
            break  # it is tried again later, after the others
    return count


def _settle(endpoint: Endpoint, delivery: Delivery, outcome: Outcome) -> None:
    """Save the outcome, unless another process has taken the endpoint over."""
    with transaction.atomic():
        if not endpoint.is_mine():
            return
        now = timezone.now()
        delivery.status, delivery.answer, delivery.tried_at = outcome.status, outcome.answer, now
        delivery.attempts += 1
        if outcome.is_delivered:
            delivery.state, endpoint.failing_since = DELIVERED, None
        else:
            _note_failure(endpoint, delivery, now)
        delivery.save()
        endpoint.save(update_fields=["failing_since"])


def _note_failure(endpoint: Endpoint, delivery: Delivery, now: datetime) -> None:
    delivery.first_tried_at = min(delivery.first_tried_at or now, now)
    endpoint.failing_since = min(endpoint.failing_since or now, now)
    if delivery.status == GONE or now - endpoint.failing_since >= TRIED_FOR:
        switch_off(endpoint, delivery)
    elif now - delivery.first_tried_at >= TRIED_FOR:
        delivery.state = GIVEN_UP
        logger.error("Change %s was not taken by webhook %s", delivery.change_id, endpoint.pk)
    else:
        delivery.due_at = now + _pause(delivery.attempts)


def _pause(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
