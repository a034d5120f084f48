"""One request to an address that an editor typed, whatever the receiver does."""

import re

import pytest

from cms.record.webhooks import sending
from cms.record.webhooks.delivery import deliver_due
from cms.record.webhooks.models import Delivery, Endpoint

from .test_delivery import states

pytestmark = pytest.mark.django_db


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
