"""PostgreSQL lost: answers stay within time limits, health checks work, and service recovers."""

import json
import threading

import pytest
from django.db import connection

from .load import ask
from .relay import relayed
from .server import answers, free_port, started, wait_until

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]
READ = ("POST", "/graphql/", '{"query":"{ entries { totalCount nodes { title } } }"}')


@pytest.fixture
def database():
    """The tests' own PostgreSQL, behind a relay."""
    options = connection.settings_dict
    target = f"{options['HOST']}/.s.PGSQL.{options['PORT'] or 5432}"
    number = free_port()
    with relayed(number, target) as relay:
        relay.url = f"postgres://{options['USER']}@127.0.0.1:{number}/{options['NAME']}"
        yield relay


@pytest.fixture
def port(database, tmp_path):
    number = free_port()
    with started(number, tmp_path, DATABASE_URL=database.url) as process:
        wait_until(process, lambda: ask(number, *READ)[0] == 200)
        yield number


def code_of(answer):
    status, headers, body = answer
    return status, "Retry-After" in headers, json.loads(body)["errors"][0]["extensions"]["code"]


def test_frozen_it_holds_up_no_reader_and_no_probe(database, port):
    """More readers than there are threads; it is thawed only when all of them have an answer."""
    database.freeze()
    said = []
    readers = [
        threading.Thread(target=lambda: said.append(code_of(ask(port, *READ)))) for _ in range(8)
    ]
    for reader in readers:
        reader.start()
    while any(reader.is_alive() for reader in readers):
        assert answers(port)
    assert said == [(503, True, "SERVICE_UNAVAILABLE")] * len(readers)
    assert ask(port, "GET", "/sitemap.xml", None)[0] == 503
    status, _, body = ask(port, "GET", "/readyz", None)
    assert (status, json.loads(body)["checks"]["database"]) == (503, "failed")
    database.thaw()
    assert recovers(port)
    assert ask(port, "GET", "/readyz", None)[0] == 200


def test_frozen_it_holds_up_nobody_who_looks_at_metrics(database, tmp_path):
    number, metrics = free_port(), free_port()
    settings = {"DATABASE_URL": database.url, "METRICS_ADDRESS": f"127.0.0.1:{metrics}"}
    with started(number, tmp_path, **settings) as process:
        wait_until(process, lambda: "archive_database_up 1.0" in shown(metrics))
        database.freeze()
        said = shown(metrics)
        assert "archive_workers 1.0" in said
        assert "archive_database_up 0.0" in said
        database.thaw()
        assert "archive_database_up 1.0" in shown(metrics)


def shown(port):
    return ask(port, "GET", "/metrics", None)[2].decode()


def test_killed_it_is_said_until_it_is_back(database, port):
    database.kill()
    assert code_of(ask(port, *READ)) == (503, True, "SERVICE_UNAVAILABLE")
    editor = {"Accept": "text/html", "Cookie": "sessionid=6a09e667f3bcc908b2fb1366ea957d3e"}
    status, headers, body = ask(port, "GET", "/admin/", None, editor)
    assert (status, "Retry-After" in headers) == (503, True)
    assert b"Nothing of what is stored is lost" in body
    assert answers(port)
    database.start()
    assert recovers(port)


def recovers(port):
    return any(ask(port, *READ)[0] == 200 for _ in range(100))
