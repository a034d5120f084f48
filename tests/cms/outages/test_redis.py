"""A cache that does not answer is tried once, and the admin works without it."""

import socket
import time

import pytest
from django.core.cache import caches

from cms.outages import redis


@pytest.fixture
def silent(settings, monkeypatch):
    """A Redis that takes connections and says nothing; yields how many it got."""
    monkeypatch.setattr(redis.ImpatientRedis, "_asks_again_at", 0.0)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    location = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
    options = redis.impatient() | {"IGNORE_EXCEPTIONS": True}
    backend = {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": location}
    settings.CACHES = {name: backend | {"OPTIONS": options} for name in settings.CACHES}
    with listener:
        yield lambda: count(listener)
    for cache in caches.all():
        cache.close()


def count(listener):
    connections = []
    try:
        while True:
            connections.append(listener.accept()[0])
    except BlockingIOError:
        for connection in connections:
            connection.close()
        return len(connections)


def test_it_is_asked_once_and_again_after_a_while(silent, monkeypatch):
    assert [caches["default"].get(key, "without") for key in "abc"] == ["without"] * 3
    assert silent() == 1
    monkeypatch.setattr(redis.ImpatientRedis, "_asks_again_at", time.monotonic())
    assert caches["default"].get("a") is None
    assert silent() == 1


@pytest.mark.django_db
def test_the_admin_is_there_without_it(silent, admin_client):
    assert admin_client.get("/admin/pages/1/").status_code == 200
    assert admin_client.get("/admin/").status_code == 200
