"""The two health checks."""

from threading import Event
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.test import Client

from cms.outages import stores

SECRET = "password=hunter2"


@pytest.fixture
def lost(monkeypatch):
    """Break one method of a service, the way that a lost service breaks."""

    def break_it(service, method):
        def fail(*args, **kwargs):
            raise DatabaseError(SECRET)

        monkeypatch.setattr(service, method, fail)

    return break_it


def test_alive_asks_no_database(client):
    # Without the `db` fixture, any query would raise.
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_alive_while_everything_else_is_lost(client, lost):
    lost(connection, "cursor")
    lost(cache, "set")
    lost(storages["default"], "save")
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_ready_reports_each_service(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    answer = response.json()
    assert answer["status"] == "ok"
    assert answer["checks"] == {"database": "ok", "cache": "ok", "storage": "ok"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "service", "method"),
    [
        ("database", lambda: connection, "cursor"),
        ("cache", lambda: cache, "set"),
        ("storage", lambda: stores.shutil, "disk_usage"),
        ("storage", lambda: stores.os, "access"),
    ],
)
def test_what_is_lost_is_named_and_not_why(client, lost, name, service, method):
    """Every instance has lost the same, so none is taken out while it can answer readers."""
    lost(service(), method)
    response = client.get("/readyz")
    told = (503, "failed") if name == "database" else (200, "degraded")
    assert (response.status_code, response.json()["status"]) == told
    failed = [key for key, state in response.json()["checks"].items() if state == "failed"]
    assert failed == [name]
    assert SECRET not in response.content.decode()


@pytest.mark.django_db
def test_ready_writes_to_no_storage(client, lost):
    for alias in ("default", "private", "public"):
        lost(storages[alias], "save")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_full_disk_is_degraded(client, monkeypatch):
    monkeypatch.setattr(stores.shutil, "disk_usage", lambda path: SimpleNamespace(free=1000))
    answer = client.get("/readyz").json()
    assert (answer["status"], answer["checks"]["storage"]) == ("degraded", "failed")


@pytest.mark.django_db
def test_a_storage_that_hangs_is_degraded_and_no_probe_waits_for_it(client, monkeypatch):
    answers = Event()
    monkeypatch.setattr(stores, "_looks", {})
    monkeypatch.setattr(stores, "takes_files", lambda alias: answers.wait())
    monkeypatch.setattr(stores, "WAIT", 0.01)
    assert client.get("/readyz").json()["status"] == "ok", "nobody knows yet"
    monkeypatch.setattr(stores, "SLOW", 0)
    assert client.get("/readyz").json()["status"] == "degraded"
    answers.set()
    monkeypatch.setattr(stores, "WAIT", 60)
    assert client.get("/readyz").json()["status"] == "ok"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_reading_is_allowed(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_are_not_redirected_to_https(settings, path):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    client = Client()
    assert client.get("/admin/").status_code == 301
    assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_a_clock_that_nobody_can_tell_is_null(client, lost):
    lost(connection, "cursor")
    assert client.get("/readyz").json()["tick"] is None
