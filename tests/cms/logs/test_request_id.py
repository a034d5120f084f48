"""A request has one ID: the proxy's, in the answer and in every line of the log."""

import json
import logging

import pytest

from cms.logs.lines import JSONLines
from cms.logs.request_id import request_id, with_request_id

SENT = "4f1d2c3b-proxy"


def test_the_proxy_s_id_is_answered(client, settings):
    settings.TRUSTED_PROXIES = 1
    assert client.get("/healthz", headers={"X-Request-ID": SENT})["X-Request-ID"] == SENT


@pytest.mark.django_db
def test_what_django_says_of_it_afterwards_names_it(client, settings, caplog):
    settings.TRUSTED_PROXIES = 1
    caplog.handler.addFilter(with_request_id)
    assert client.get("/media/none.jpg", headers={"X-Request-ID": SENT}).status_code == 404
    assert [record.request_id for record in caplog.records] == [SENT]


@pytest.mark.django_db
def test_what_caches_keep_names_nobody_s(client, settings):
    settings.TRUSTED_PROXIES = 1
    asked = {"query": "{ __typename }"}
    answer = client.get("/graphql/", asked, headers={"X-Request-ID": SENT})
    assert "public" in answer["Cache-Control"]
    assert "X-Request-ID" not in answer


@pytest.mark.parametrize(("proxies", "sent"), [(0, SENT), (1, "a\nforged line"), (1, "x" * 65)])
def test_what_a_client_chose_is_not_taken(client, settings, proxies, sent):
    settings.TRUSTED_PROXIES = proxies
    assert "X-Request-ID" not in client.get("/healthz", headers={"X-Request-ID": sent})


def test_a_failure_names_the_request_to_the_client_and_the_log(client, monkeypatch, caplog):
    def fail(*_):
        raise ValueError("inside")

    monkeypatch.setattr("cms.graphql.endpoint.view._respond", fail)
    caplog.handler.addFilter(with_request_id)
    answer = client.post("/graphql/", {"query": "{ __typename }"}, "application/json")
    name = answer.json()["errors"][0]["extensions"]["requestId"]
    assert len(name) == 32
    assert [record.request_id for record in caplog.records if record.exc_info] == [name]


def test_outside_of_a_request_there_is_none():
    assert request_id() != request_id()


def test_a_line_of_json_says_all_on_one_line():
    record = logging.LogRecord("cms.serve", logging.INFO, "", 1, "GET %s 200", ("/한국어",), None)
    with_request_id(record)
    text = JSONLines().format(record)
    line = json.loads(text)
    assert "\n" not in text
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "INFO", "logger": "cms.serve", "request": "-", "message": "GET /한국어 200",
    }  # fmt: skip


def test_a_line_of_json_holds_the_whole_trace():
    try:
        raise ValueError("inside")
    except ValueError as error:
        failure = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("cms", logging.ERROR, "", 1, "It failed", (), failure)
    assert "ValueError: inside" in json.loads(JSONLines().format(record))["exception"]
