"""The message about a change, and its signature."""

import json

import pytest
from graphql_relay import to_global_id
from standardwebhooks import Webhook, WebhookVerificationError

from cms.record.models import Change
from cms.record.webhooks.delivery import deliver_due
from cms.record.webhooks.models import Endpoint
from tests.factories import LetterPageFactory, global_id

pytestmark = pytest.mark.django_db


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
