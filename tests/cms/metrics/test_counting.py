"""Metrics say how many and how long, and never who requested what."""

import shutil
import sqlite3
import sys
from io import BytesIO

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections
from prometheus_client import CollectorRegistry, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.parser import text_string_to_metric_families

from cms.graphql.endpoint import conditional
from cms.graphql.endpoint.kept import KeptAnswers
from cms.metrics import counting, readings
from cms.metrics.exporter import exporter
from cms.metrics.routes import ROUTES, route_of
from cms.record.follower import last_number
from cms.serve.answers import logged
from cms.wsgi import application
from media.renditions import public_rendition
from tests.factories import ImageFactory, LetterPageFactory

TOKEN = "0123456789abcdefghij"
CANARY = "canary8fd1"


@pytest.fixture(autouse=True)
def _one_transaction():
    """As Django's own client does: between requests the test's connection stays."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def counted(tmp_path, monkeypatch):
    """Everything is counted from here on, in this process."""
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)
    monkeypatch.setenv(counting.FOLDER, str(tmp_path))
    monkeypatch.setattr(counting, "_place", counting.MASTER)
    counting.start(tmp_path)
    yield tmp_path
    counting.stop()


def shown(folder, token="", **environ):
    """The status, and all samples of the page by their name and labels."""
    said = {}
    counting.write()
    body = b"".join(
        exporter(folder, token)(
            {"PATH_INFO": "/metrics", "REQUEST_METHOD": "GET", "QUERY_STRING": "", **environ},
            lambda status, headers: said.update(status=status),
        )
    ).decode()
    if not said["status"].startswith("200"):
        return said["status"], body
    return said["status"], {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }


def asked(path, query="", method="GET", **environ):
    """A request through all of the server but its sockets."""
    said = {}
    answer = logged(application)(
        {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "192.0.2.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            **environ,
        },
        lambda status, headers: said.update(status=status, headers=dict(headers)),
    )
    b"".join(answer)
    return said


@pytest.mark.django_db
def test_a_request_is_counted_by_its_kind_and_status(counted):
    LetterPageFactory()
    asked("/graphql/", "query={entries{nodes{title}}}")
    asked("/graphql/", "query={nothing}")
    asked("/media/none.jpg")
    _, samples = shown(counted)
    assert samples["archive_requests_total", ("route", "endpoint"), ("status", "200")] == 2
    assert samples["archive_requests_total", ("route", "files"), ("status", "404")] == 1
    assert samples["archive_request_seconds_count", ("route", "endpoint")] == 2
    assert samples["archive_graphql_answers_total", ("how", "made")] == 2
    code = ("code", "GRAPHQL_VALIDATION_FAILED")
    assert samples["archive_graphql_errors_total", code] == 1
    assert samples["archive_sql_statements_total",] > 1


@pytest.mark.django_db
def test_a_kept_answer_and_an_unchanged_one_are_told_apart(counted, settings, monkeypatch):
    settings.GRAPHQL_KEPT_BYTES = 1_000_000
    monkeypatch.setattr(conditional, "_kept", KeptAnswers())
    LetterPageFactory()
    query = "query={entries{nodes{title}}}"
    etag = asked("/graphql/", query)["headers"]["ETag"]
    asked("/graphql/", query)
    asked("/graphql/", query, HTTP_IF_NONE_MATCH=etag)
    _, samples = shown(counted)
    how = {name[1][1]: number for name, number in samples.items() if "answers_total" in name[0]}
    assert how == {"made": 1, "kept": 1, "unchanged": 1}


def test_what_somebody_asked_is_in_no_label(counted, db):
    """Nor does anything of it make another label, whatever it is."""
    for number in range(30):
        word = f"{CANARY}{number}"
        for path in ("/graphql/", "/admin/", "/images/", "/documents/", "/feeds/", "/", "//"):
            asked(f"{path}{word}", f"query={{{word}}}", HTTP_USER_AGENT=word, HTTP_COOKIE=word)
        asked("/graphql/", f"query={{{word}}}", HTTP_X_FORWARDED_FOR="198.51.100.7")
        asked("/graphql/", f"query=query {word} {{__typename}}&operationName={word}")
        asked(f"/{word}", method=word.upper())
    _, samples = shown(counted)
    text = repr(samples)
    assert CANARY not in text.lower()
    assert "192.0.2" not in text
    assert "198.51" not in text
    labels = {label for name in samples for label in name[1:]}
    assert {value for name, value in labels if name == "route"} <= ROUTES
    assert {name for name, _ in labels} <= {
        "route",
        "status",
        "how",
        "code",
        "le",
        "job",
        "storage",
    }
    assert len([label for label in labels if label[0] in ("status", "code")]) < 20


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/graphql", "endpoint"),
        ("//graphql/preview/", "endpoint"),
        ("/admin/pages/1/edit/", "admin"),
        ("/images/7/width-400/abc/", "images"),
        ("/documents/1/3f2a.pdf", "files"),
        ("/media/a.jpg", "files"),
        ("/feeds/archive/feed.xml", "feeds"),
        ("/sitemap-3.xml", "machines"),
        ("/readyz", "health"),
        ("/letters/2006/", "pages"),
        ("", "pages"),
    ],
)
def test_a_path_is_of_a_kind(path, route):
    assert route_of(path) == route


@pytest.mark.django_db
def test_a_size_that_is_made_is_counted_with_its_seconds(counted):
    picture = ImageFactory()
    LetterPageFactory(lead_image=picture, lead_image_alt="A bridge")
    assert public_rendition(picture, "width-160")
    public_rendition(picture, "width-160")
    _, samples = shown(counted)
    assert samples["archive_renditions_total",] == 1
    assert samples["archive_rendition_seconds_total",] > 0


@pytest.mark.django_db
def test_what_the_database_says_is_read_when_somebody_looks(counted):
    LetterPageFactory()
    call_command("tick", verbosity=0)
    _, samples = shown(counted)
    assert samples["archive_record_changes",] == last_number() > 0
    assert 0 <= samples["archive_tick_age_seconds",] < 600
    assert samples["archive_job_age_seconds", ("job", "schedule")] < 600
    assert samples["archive_jobs_overdue",] == 0
    assert samples["archive_webhook_deliveries_waiting",] == 0
    assert samples["archive_storage_up", ("storage", "public")] == 1
    assert samples["archive_database_up",] == 1


def test_without_a_database_the_counts_are_shown(counted, monkeypatch):
    counting.request_answered("endpoint", "503", 0.1)

    def read():
        raise OperationalError from lost

    lost = sqlite3.OperationalError()
    lost.sqlite_errorname = "SQLITE_IOERR"
    reading = readings.Reading("of_database", "Whatever it is.", read)
    monkeypatch.setattr(readings, "_readings", {"of_database": reading, **readings._readings})
    _, samples = shown(counted)
    assert samples["archive_storage_up", ("storage", "private")] == 1
    assert ("archive_jobs_overdue",) not in samples
    assert samples["archive_requests_total", ("route", "endpoint"), ("status", "503")] == 1
    assert samples["archive_database_up",] == 0


@pytest.mark.django_db
def test_one_that_cannot_be_read_hides_no_other(counted, monkeypatch):
    call_command("tick", verbosity=0)
    broken = readings.Reading("broken", "Whatever it is.", lambda: 1 / 0)
    monkeypatch.setattr(readings, "_readings", {"broken": broken, **readings._readings})
    _, samples = shown(counted)
    assert ("archive_broken",) not in samples
    assert samples["archive_webhook_deliveries_waiting",] == 0
    assert samples["archive_database_up",] == 1


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", "Bearer ü"])
def test_nobody_looks_without_the_token(counted, sent):
    status, body = shown(counted, TOKEN, HTTP_AUTHORIZATION=sent)
    assert status == "401 Unauthorized"
    assert "archive_" not in body


@pytest.mark.django_db
def test_who_has_the_token_looks(counted):
    assert shown(counted, TOKEN, HTTP_AUTHORIZATION=f"Bearer {TOKEN}")[0] == "200 OK"


def test_nothing_is_counted_unless_somebody_looks():
    counting.request_answered("endpoint", "200", 0.1)
    counting.errors_answered(["CODE"])
    counting.graphql_answered("made")
    counting.size_made(1)
    assert counting._counts is None


def test_a_folder_that_is_gone_ends_the_counting_and_nothing_else(counted):
    counting.take_place(7)
    shutil.rmtree(counted)
    counting.busy_answered()
    counting.write()
    assert counting._counts is None


def test_a_file_that_is_broken_ends_the_counting_and_not_the_master(counted):
    counting.take_place("broken")
    (counted / "counter_broken.db").write_bytes(b"\xff" * 4096)
    counting.worker_changed(1, "failed")
    assert counting._counts is None


def test_who_takes_the_place_of_another_goes_on_counting_there(counted):
    """What a worker counted stays, and there are no more files than places."""
    for place in (1, 2, 1):
        counting.take_place(place)
        counting.busy_answered()
        counting.write()
    assert shown_alone(counted)["archive_busy_total",] == 3
    assert {path.name for path in counted.glob("counter_*")} == {
        "counter_1.db", "counter_2.db", "counter_master.db",
    }  # fmt: skip


def shown_alone(folder):
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(generate_latest(registry).decode())
        for sample in family.samples
    }
