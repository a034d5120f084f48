"""One process at a time works for an endpoint, even if it is killed or a clock changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.record.follower import LEASE
from cms.record.webhooks import delivery, sending
from cms.record.webhooks.delivery import deliver_due
from cms.record.webhooks.models import Delivery, Endpoint

from .test_delivery import states

pytestmark = pytest.mark.django_db


def test_for_one_endpoint_one_process_is_at_work(endpoint, receiver, record, clock):
    now = clock(timezone.now())
    record(1)
    with Endpoint.objects.get().lease():
        assert deliver_due() == 0
        clock(now + LEASE + timedelta(seconds=1))  # it was killed, or has hung
        assert deliver_due() == 1


def test_who_was_taken_over_meanwhile_writes_nothing(
    endpoint, receiver, record, clock, monkeypatch
):
    now = clock(timezone.now())

    def hang(*message):
        monkeypatch.setattr(delivery, "post", sending.post)
        clock(now + LEASE + timedelta(seconds=1))
        assert deliver_due() == 2
        return sending.Outcome(500, "late")

    monkeypatch.setattr(delivery, "post", hang)
    record(1, 2)
    assert deliver_due() == 0
    assert states() == ["DELIVERED", "DELIVERED"]
    assert receiver.numbers == [1, 2]


def test_who_was_taken_over_fills_no_outbox(endpoint, record):
    record(1)
    with Endpoint.objects.get().lease():
        delivery.fill_outbox(endpoint)
    assert not Delivery.objects.exists()


def test_a_clock_that_went_back_holds_up_nobody(endpoint, record, clock):
    Endpoint.objects.update(worked_until=timezone.now() + timedelta(days=300))
    record(1)
    assert deliver_due() == 1


def test_what_failed_before_the_clock_went_back_is_tried_again(endpoint, receiver, record, clock):
    now = timezone.now()
    clock(now + timedelta(days=300))
    receiver.answer = 500
    record(1)
    deliver_due()
    clock(now)
    deliver_due()
    assert Endpoint.objects.get().failing_since == now
    assert Delivery.objects.get().first_tried_at == now
    clock(now + timedelta(hours=1))
    receiver.answer = 204
    assert deliver_due() == 1
