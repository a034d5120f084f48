"""Each change reaches each endpoint, in order for its subject, whatever the receiver does."""

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError
from django.utils import timezone
from graphql_relay import to_global_id
from standardwebhooks import Webhook, WebhookVerificationError

from cms.record.follower import LEASE
from cms.record.models import Change
from cms.record.webhooks import delivery, sending
from cms.record.webhooks.delivery import LONGEST_PAUSE, deliver_due
from cms.record.webhooks.models import Delivery, Endpoint
from tests.factories import LetterPageFactory, global_id

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


def test_a_message_says_what_a_site_needs_and_no_more(
    endpoint, receiver, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        letter = LetterPageFactory(slug="appeal", title="Hidden words")
    deliver_due()
    body = next(body for _, body in receiver.told if b'"Letter"' in body)
    message = json.loads(body)
    change = Change.objects.get(type="Letter")
    assert message["type"] == "record.published"
    assert message["data"] == {
        "number": change.number,
        "kind": "PUBLISHED",
        "subject": global_id(letter),
        "type": "Letter",
        "path": change.path,
        "previousPath": None,
        "referenceCode": letter.reference_code,
        "at": change.at.isoformat(),
        "tags": change.tags,
        "site": to_global_id("Site", letter.get_site().pk),
        "locale": "en",
    }


def test_notes_are_not_told(endpoint, receiver, record):
    record(1, kind="WITHDRAWN", note="Her brother was arrested", who="anna", reason="SAFETY")
    deliver_due()
    assert b"brother" not in receiver.told[0][1]
    assert b"anna" not in receiver.told[0][1]


def test_a_message_is_signed_as_the_specification_says(endpoint, receiver, record):
    record(1)
    deliver_due()
    [(headers, body)] = receiver.told
    assert headers["webhook-id"] == "change_1"
    Webhook(endpoint.secrets()[0]).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(endpoint.secrets()[0]).verify(body.replace(b"UPDATED", b"REMOVED"), headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(Endpoint(address="https://example.org").secrets()[0]).verify(body, headers)


def test_the_secret_survives_a_change_of_the_key(endpoint, receiver, record, settings):
    secret = endpoint.secrets()[0]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-insecure-test-key"
    record(1)
    deliver_due()
    [(headers, body)] = receiver.told
    assert secret != endpoint.secrets()[0]
    Webhook(secret).verify(body, headers)


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


def test_who_sends_byte_after_byte_is_left_in_time(endpoint, receiver, record, monkeypatch):
    monkeypatch.setattr(sending, "DEADLINE", 0.5)

    def drip(handler):
        while not handler.server.closing.wait(0.05):
            handler.wfile.write(b"H")

    receiver.answer = drip
    record(1)
    assert deliver_due() == 0
    assert states() == ["WAITING"]


def redirect(handler):
    handler.send_response(302)
    handler.send_header("Location", handler.server.address)
    handler.end_headers()


def test_a_redirect_is_not_followed(endpoint, receiver, record):
    receiver.answer = redirect
    record(1)
    deliver_due()
    assert (len(receiver.told), Delivery.objects.get().status) == (1, 302)


def lie(handler):
    """Say that all is well, with another address and far too much."""
    handler.send_response(200)
    handler.send_header("Location", handler.server.address)
    handler.send_header("Content-Length", str(10**12))
    handler.end_headers()
    while not handler.server.closing.is_set():
        handler.wfile.write(b"<b>\0" * 10_000)


def test_of_an_endless_answer_only_the_beginning_is_read(endpoint, receiver, record):
    receiver.answer = lie
    record(1)
    assert deliver_due() == 1
    assert len(receiver.told) == 1
    answer = Delivery.objects.get().answer
    assert len(answer) == sending.MOST_KEPT
    assert "\0" not in answer


def endless_headers(handler):
    handler.send_response(200)
    while not handler.server.closing.is_set():
        handler.wfile.write(b"X: " + b"a" * 10_000 + b"\r\n")


def test_endless_headers_are_no_answer(endpoint, receiver, record):
    receiver.answer = endless_headers
    record(1)
    assert deliver_due() == 0
    assert Delivery.objects.get().status is None


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "https://localhost/", "https://[::1]/"])
def test_private_addresses_are_not_asked(record, settings, address):
    settings.WEBHOOKS_ALLOW_PRIVATE = False
    Endpoint.objects.create(address=address)
    record(1)
    assert deliver_due() == 0
    assert re.search(r"not on the public web|begins with https", Delivery.objects.get().answer)


def test_an_endpoint_that_fails_for_a_day_is_switched_off_with_an_e_mail(
    endpoint, receiver, record, clock, admin_user, settings, django_capture_on_commit_callbacks
):
    settings.ADMINS = [("Operator", "operator@example.org")]
    Endpoint.objects.update(created_by=admin_user)
    begin = now = clock(timezone.now())
    receiver.answer = 500
    record(1, 1)
    while Endpoint.objects.filter(is_on=True).exists():
        with django_capture_on_commit_callbacks(execute=True):
            deliver_due()
        now = clock(max(now, Delivery.objects.earliest("due_at").due_at) + timedelta(minutes=10))
    assert timedelta(days=1) <= now - begin < timedelta(days=1, hours=3)
    [message] = mail.outbox
    assert message.recipients() == ["operator@example.org", admin_user.email]
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
