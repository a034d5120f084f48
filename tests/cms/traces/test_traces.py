"""A trace has durations of a request, an operation and each statement, but no values."""

import json
import logging
import re
import sys
from io import BytesIO
from threading import Event

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from cms.logs.lines import JSONLines
from cms.logs.request_id import ENVIRON, with_request_id
from cms.metrics.routes import route_of
from cms.serve.answers import logged
from cms.traces import exporting, spans
from cms.traces.exporting import are_wanted
from cms.traces.requests import traced
from cms.traces.sql import without_values
from cms.wsgi import application
from tests.factories import LetterPageFactory

CANARY = "canary8fd1"
ADDRESS = "192.0.2.211"


@pytest.fixture
def measured():
    """All spans that ended, from here on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # as Django's own client does
    exporter = InMemorySpanExporter()
    exporting.measure_by(SimpleSpanProcessor(exporter))
    yield exporter
    exporting.stop()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asked(query, is_behind_proxy=False, path="/graphql/", method="GET", **environ):
    said = {}
    answer = traced(logged(application), route_of, is_behind_proxy, id_in=ENVIRON)(
        {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": f"query={query}",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": ADDRESS,
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            **environ,
        },
        lambda status, headers: said.update(status=status),
    )
    b"".join(answer)
    return said["status"]


@pytest.mark.django_db
def test_a_request_holds_its_operation_which_holds_its_statements(measured):
    LetterPageFactory()
    measured.clear()
    asked("{entries{nodes{title}}}")
    ended = measured.get_finished_spans()
    [request] = [span for span in ended if span.parent is None]
    [operation] = [span for span in ended if span.name == "graphql"]
    statements = [span for span in ended if "db.query.text" in span.attributes]
    assert request.name == "GET endpoint"
    assert request.attributes["http.response.status_code"] == 200
    assert len(request.attributes["archive.request_id"]) == 32
    assert operation.parent.span_id == request.context.span_id
    assert len(operation.attributes["graphql.document.hash"]) == 64
    assert {span.parent.span_id for span in statements} >= {operation.context.span_id}
    assert {span.context.trace_id for span in ended} == {request.context.trace_id}
    assert {span.attributes["db.system.name"] for span in statements} == {connection.vendor}


@pytest.mark.django_db
def test_nothing_that_somebody_sent_is_in_a_span(measured):
    LetterPageFactory(title=CANARY)
    query = f'query {CANARY}{{search(query:"{CANARY}"){{totalCount}}}}'
    asked(
        query, HTTP_USER_AGENT=CANARY, HTTP_COOKIE=f"a={CANARY}", HTTP_TRACEPARENT=CANARY,
        HTTP_X_FORWARDED_FOR=ADDRESS,
    )  # fmt: skip
    asked(CANARY, path=f"/{CANARY}/", method=CANARY.upper())
    asked("{nothing}", path=f"/documents/1/{CANARY}.pdf")
    text = "".join(span.to_json() for span in measured.get_finished_spans())
    assert "db.query.text" in text
    assert CANARY not in text.lower()
    assert ADDRESS not in text


@pytest.mark.django_db
def test_a_failure_is_told_by_its_kind(measured, monkeypatch):
    def fail(*_arguments):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nowhere WHERE word = %s", [CANARY])

    monkeypatch.setattr("cms.graphql.endpoint.view._respond", fail)
    assert asked("{entries{nodes{title}}}").startswith("500")
    ended = {span.name: span for span in measured.get_finished_spans()}
    assert ended["GET endpoint"].attributes["error.type"] == "500"
    assert ended["SELECT"].attributes["error.type"] in ("OperationalError", "ProgrammingError")
    assert CANARY not in "".join(span.to_json() for span in ended.values())


@pytest.mark.django_db
def test_an_operation_is_named_where_its_document_is_of_the_manifest(measured, settings, tmp_path):
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"list": "query Newest { entries { totalCount } }"}))
    settings.GRAPHQL_TRUSTED_DOCUMENTS = str(path)
    asked("&documentId=list")
    asked("query Newest {entries {totalCount}}")
    operations = [span for span in measured.get_finished_spans() if span.name == "graphql"]
    names = [span.attributes.get("graphql.operation.name") for span in operations]
    assert names == ["Newest", None]


BEGUN = "0af7651916cd43dd8448eb211c80319c"


@pytest.mark.django_db
@pytest.mark.parametrize("is_behind_proxy", [True, False])
def test_a_trace_goes_on_that_began_before_a_proxy(measured, is_behind_proxy):
    asked("{__typename}", is_behind_proxy, HTTP_TRACEPARENT=f"00-{BEGUN}-b7ad6b7169203331-01")
    traces = {f"{span.context.trace_id:032x}" for span in measured.get_finished_spans()}
    assert (traces == {BEGUN}) is is_behind_proxy


@pytest.mark.django_db
def test_a_line_of_the_log_names_trace_and_request(measured, caplog):
    caplog.set_level(logging.INFO, "cms.serve")
    caplog.handler.addFilter(with_request_id)
    asked("{__typename}")
    [record] = [record for record in caplog.records if record.name == "cms.serve"]
    line = json.loads(JSONLines().format(record))
    [request] = [span for span in measured.get_finished_spans() if span.parent is None]
    assert line["trace"] == f"{request.context.trace_id:032x}"
    assert line["request"] == request.attributes["archive.request_id"]


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        (
            """SELECT "a1" FROM "t" WHERE b = 'it''s secret' AND c IN (7, 12.5) LIMIT 20""",
            """SELECT "a1" FROM "t" WHERE b = ? AND c IN (?, ?) LIMIT ?""",
        ),
        ("""SELECT 1 AS "o'clock" WHERE b = 'secret'""", """SELECT ? AS "o'clock" WHERE b = ?"""),
        (r"SELECT E'it\'s secret', 'a'", "SELECT ?, ?"),
    ],
)
def test_no_value_that_stands_in_a_statement_is_told(sql, told):
    assert without_values(sql) == told


@pytest.mark.parametrize(
    ("environment", "is_wanted"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:4318/v1/traces"}, True),
        ({"OTEL_TRACES_EXPORTER": "console"}, True),
        ({"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://a"}, False),
        ({"OTEL_SDK_DISABLED": "true", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://a"}, False),
    ],
)
def test_whoever_names_a_collector_wants_traces(environment, is_wanted):
    assert are_wanted(environment) is is_wanted


def test_settings_that_the_library_refuses_end_the_tracing_and_nothing_else(monkeypatch, caplog):
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "console")
    monkeypatch.setenv("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "5000")  # more than may wait
    exporting.start()
    assert not exporting.is_measuring()
    assert "Nothing is traced" in caplog.text


def test_nobody_waits_for_a_collector_that_does_not_answer(monkeypatch):
    class Collector(SimpleSpanProcessor):
        def shutdown(self):
            over.wait()

    over = Event()
    monkeypatch.setattr(exporting, "STOP_SECONDS", 0.01)
    exporting.measure_by(Collector(InMemorySpanExporter()))
    exporting.stop()
    assert not exporting.is_measuring()
    over.set()


def test_half_of_the_library_is_not_the_library(monkeypatch):
    assert exporting.are_installed()
    monkeypatch.setattr(exporting, "LIBRARIES", ("opentelemetry.nowhere", "nowhere.at.all"))
    assert not exporting.are_installed()


@pytest.mark.django_db
def test_without_a_collector_nothing_is_measured(client):
    assert client.get("/graphql/", {"query": "{ entries { totalCount } }"}).status_code == 200
    assert spans.trace_id() == ""
    assert not re.search("Traced", repr(connection.execute_wrappers))
