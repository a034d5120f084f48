"""The page that Prometheus reads: the counts of all processes, and values of the database."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.multiprocess import MultiProcessCollector

from .readings import Readings

PATH = "/metrics"
_PLAIN = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def exporter(folder: Path, token: str) -> Application:
    """Answers only one path, and only with the token, if there is one."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))
    registry.register(Readings())
    page: Application = make_wsgi_app(registry)

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if token and not _knows(token, environ.get("HTTP_AUTHORIZATION", "")):
            challenge = ("WWW-Authenticate", "Bearer")
            start_response("401 Unauthorized", [*_PLAIN, challenge])
            return [b"Metrics are for who has the token.\n"]
        if environ["PATH_INFO"] != PATH or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            start_response("404 Not Found", [*_PLAIN])
            return [f"Metrics are at {PATH}.\n".encode()]
        return page(environ, start_response)

    return answer


def _knows(token: str, header: str) -> bool:
    kind, _, sent = header.partition(" ")
    is_it = hmac.compare_digest(sent.strip().encode(), token.encode())
    return kind.lower() == "bearer" and is_it
