"""A report says what failed and where, but not who requested what, or which row."""

import json
import logging

import pytest
import sentry_sdk
from django.db import IntegrityError, connection
from sentry_sdk.transport import Transport

from archive.safeguards.people.identity import Identity
from cms.reports import sentry

DSN = "https://0123456789abcdef@sentry.example.org/1"
CANARY = "canary8fd1"
ADDRESS = "192.0.2.211"


class Kept(Transport):
    """Keeps what would be sent."""

    def __init__(self, options=None):
        super().__init__(options)
        self.sent = []

    def capture_envelope(self, envelope):
        self.sent.append(envelope.serialize().decode())

    @property
    def reports(self):
        return [json.loads(sent.splitlines()[-1]) for sent in self.sent]


@pytest.fixture
def transport():
    kept = Kept()
    sentry.start(DSN, transport=kept)
    yield kept
    sentry_sdk.get_global_scope().set_client(None)


def fail(*_arguments, **_options):
    """As a database does, with all that must not go out, in words, values and causes."""
    identity = Identity(legal_name=CANARY)
    try:
        raise IntegrityError(f"Key (name)=({CANARY}) already exists: {identity.names}")
    except IntegrityError as error:
        raise ValueError(CANARY, identity) from error


def assert_clean(transport):
    text = "".join(transport.sent)
    assert transport.sent
    assert CANARY not in text
    assert ADDRESS not in text
    assert "SELECT" not in text


def test_a_failure_of_the_api_says_where_and_no_more(transport, client, monkeypatch):
    monkeypatch.setattr("cms.graphql.endpoint.view._respond", fail)
    client.cookies["sessionid"] = CANARY
    body = {"query": f"query {CANARY} {{ entries }}", "variables": {"word": CANARY}}
    answer = client.post(
        "/graphql/", body, "application/json", REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=CANARY
    )
    assert answer.status_code == 500
    assert_clean(transport)
    [report] = [each for each in transport.reports if each["logger"].startswith("cms.")]
    kinds = [failure["type"] for failure in report["exception"]["values"]]
    assert kinds == ["IntegrityError", "ValueError"]
    assert report["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"] == "fail"
    assert report["logentry"] == {"message": "The endpoint failed (request %s)"}
    assert report["tags"] == {"request": answer.json()["errors"][0]["extensions"]["requestId"]}


@pytest.mark.django_db
def test_a_failure_of_sql_says_neither_the_statement_nor_its_values(transport, client, monkeypatch):
    def ask(*_arguments):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM nowhere WHERE word = %s AND {CANARY} = 1", [CANARY])

    monkeypatch.setattr("cms.graphql.endpoint.view._respond", ask)
    client.get("/graphql/", {"query": f"{{ {CANARY} }}"}, REMOTE_ADDR=ADDRESS)
    assert_clean(transport)


@pytest.mark.django_db
def test_a_failure_of_a_form_says_nothing_of_the_form(transport, client, monkeypatch):
    monkeypatch.setattr("cms.door.views.LoginView.post", fail, raising=False)
    client.raise_request_exception = False
    form = {"username": CANARY, "password": CANARY}
    address = f"/admin/login/?next=/{CANARY}/"
    assert client.post(address, form, REMOTE_ADDR=ADDRESS).status_code == 500
    assert_clean(transport)
    assert transport.reports[-1]["logger"] == "django.request"


def test_words_that_a_library_logs_stay_here(transport):
    for name in ("library", "media_library", "django.request.more"):
        logging.getLogger(name).error(f"It failed for {CANARY}")
    logging.getLogger("cms").error("It failed for %s", CANARY)
    assert_clean(transport)
    assert [report.get("logentry") for report in transport.reports] == [
        *(None, None, None),
        {"message": "It failed for %s"},
    ]


def test_what_is_no_error_is_not_told(transport):
    logging.getLogger("cms").warning("It is late")
    assert transport.sent == []


def test_nothing_else_is_asked_of_the_library(transport):
    found = set(sentry_sdk.get_client().integrations)
    assert found == {"logging", "excepthook", "atexit", "dedupe"}
