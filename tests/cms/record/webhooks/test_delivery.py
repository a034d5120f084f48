"""Each change reaches each endpoint, in order for its subject, whatever the receiver does."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from cms.record.webhooks import delivery, sending
from cms.record.webhooks.delivery import LONGEST_PAUSE, deliver_due
from cms.record.webhooks.models import Delivery, Endpoint

pytestmark = pytest.mark.django_db


def states():
    return list(Delivery.objects.order_by("change").values_list("state", flat=True))


def test_an_endpoint_is_told_of_each_change_since_it_was_made(receiver, record, settings):
    settings.WEBHOOKS_ALLOW_PRIVATE = True
    record(1)
    Endpoint.objects.create(address=receiver.address)
    record(2, 3)
    assert deliver_due() == 2
    assert receiver.numbers == [2, 3]
    assert deliver_due() == 0


def test_only_the_wanted_kinds_are_told(endpoint, receiver, record):
    Endpoint.objects.update(kinds=["WITHDRAWN"])
    record(1, 2)
    record(1, kind="WITHDRAWN")
    record(1, kind="FORGOTTEN")
    record(1, kind="WITHDRAWN", subject="wagtailredirects.redirect")  # the API knows it not as such
    deliver_due()
    assert receiver.numbers == [3]


def test_what_fails_is_tried_again_later_and_later(endpoint, receiver, record, clock):
    now = clock(timezone.now())
    receiver.answer = 503
    record(1)
    pauses = []
    for _ in range(12):
        assert deliver_due() == 0
        due_at = Delivery.objects.get().due_at
        pauses.append(due_at - now)
        assert deliver_due() == 0  # not due
        now = clock(due_at)
    assert len(receiver.told) == 12
    assert pauses == sorted(pauses)
    assert pauses[:3] == [timedelta(seconds=seconds) for seconds in (30, 60, 120)]
    assert pauses[-1] == LONGEST_PAUSE
    receiver.answer = 200
    assert deliver_due() == 1
    assert states() == ["DELIVERED"]


def test_changes_of_one_subject_arrive_in_order_and_hold_up_no_other(
    endpoint, receiver, record, clock
):
    now = clock(timezone.now())
    record(1, 2, 1, 2)
    receiver.answer = lambda handler: 500 if receiver.numbers[-1] == 1 else 200
    deliver_due()
    assert receiver.numbers == [1, 2, 4]
    assert states() == ["WAITING", "DELIVERED", "WAITING", "DELIVERED"]
    receiver.answer = 200
    clock(now + timedelta(minutes=1))
    deliver_due()
    assert receiver.numbers == [1, 2, 4, 1, 3]


def test_who_does_not_answer_holds_up_nobody_else(endpoint, receiver, record, monkeypatch):
    monkeypatch.setattr(sending, "SILENCE", 0.2)
    receiver.answer = lambda handler: handler.server.closing.wait(60) and None
    well = type(receiver)()
    Endpoint.objects.create(address=well.address)
    record(1, 2)
    assert deliver_due() == 2
    assert well.numbers == [1, 2]
    assert receiver.numbers == [1]  # the second waits until the server is well
    first = Delivery.objects.get(endpoint=endpoint, change=1)
    assert (first.status, first.answer) == (None, "No answer came in time.")
    well.shutdown()
    well.server_close()


def test_one_that_cannot_be_told_holds_up_no_other(endpoint, receiver, record, monkeypatch):
    other = Endpoint.objects.create(address=receiver.address)

    def fill_outbox(each):
        if each == endpoint:
            raise OperationalError("database is locked")
        return delivery_of_others(each)

    delivery_of_others = delivery.fill_outbox
    monkeypatch.setattr(delivery, "fill_outbox", fill_outbox)
    record(1)
    with pytest.raises(OperationalError):
        deliver_due()
    assert Delivery.objects.get().endpoint == other
    assert receiver.numbers == [1]


def test_a_change_that_is_never_taken_is_given_up_after_a_day(endpoint, receiver, record, clock):
    now = clock(timezone.now())
    receiver.answer = lambda handler: 500 if receiver.numbers[-1] == 1 else 200
    record(1, 1)
    for key in range(2, 30):
        record(key)
        deliver_due()
        now = clock(now + timedelta(hours=1))
    assert states()[:2] == ["GIVEN_UP", "DELIVERED"]
    assert Endpoint.objects.get().is_on


def test_what_was_delivered_is_forgotten_after_a_month(endpoint, record, clock):
    record(1)
    deliver_due()
    clock(timezone.now() + timedelta(days=31))
    deliver_due()
    assert not Delivery.objects.exists()
