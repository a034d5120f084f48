"""An endpoint that fails for a day, or answers 410, is switched off."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.record.webhooks import delivery, sending
from cms.record.webhooks.delivery import deliver_due
from cms.record.webhooks.models import Delivery, Endpoint

from .test_delivery import states

pytestmark = pytest.mark.django_db


def test_an_endpoint_that_fails_for_a_day_is_switched_off_with_an_e_mail(
    endpoint, receiver, record, clock, admin_user, settings, django_capture_on_commit_callbacks
):
    settings.ADMINS = [("Operator", "operator@example.org")]
    Endpoint.objects.update(created_by=admin_user)
    UserProfile.objects.create(user=admin_user, preferred_language="ja")
    begin = now = clock(timezone.now())
    receiver.answer = 500
    record(1, 1)
    while Endpoint.objects.filter(is_on=True).exists():
        with django_capture_on_commit_callbacks(execute=True):
            deliver_due()
        now = clock(max(now, Delivery.objects.earliest("due_at").due_at) + timedelta(minutes=10))
    assert timedelta(days=1) <= now - begin < timedelta(days=1, hours=3)
    told = {message.recipients()[0]: message for message in mail.outbox}
    assert {reader: message.subject for reader, message in told.items()} == {
        "operator@example.org": "A webhook is switched off",
        admin_user.email: "Webhookをオフにしました",
    }
    for message in told.values():
        assert receiver.address in message.body
        assert f"/webhooks/edit/{endpoint.pk}/" in message.body
    assert states() == ["WAITING", "WAITING"]
    assert deliver_due() == 0


def test_who_says_that_it_is_gone_is_switched_off_at_once(endpoint, receiver, record):
    receiver.answer = 410
    record(1, 2)
    deliver_due()
    assert receiver.numbers == [1]
    assert not Endpoint.objects.get().is_on


def test_an_editor_who_switches_off_stops_what_is_under_way(
    endpoint, receiver, record, monkeypatch
):
    def post(*message):
        Endpoint.objects.update(is_on=False)
        return sending.post(*message)

    monkeypatch.setattr(delivery, "post", post)
    record(1, 2)
    deliver_due()
    assert receiver.numbers == [1]
    assert not Endpoint.objects.get().is_on
