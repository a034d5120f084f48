"""Wrappers of the application, for each answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from logging import getLogger
from typing import Any
from urllib.parse import quote

from cms.logs.request_id import ENVIRON
from cms.metrics import counting
from cms.metrics.routes import route_of

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

logger = getLogger("cms.serve")
LOGGED_CHARACTERS = 500  # of a path, so that long ones do not fill the log


def logged(application: Application) -> Application:
    """Log each answer, without the client and the query string, which reveal too much."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        begin = time.perf_counter()

        def start(status: str, *more: Any) -> Any:
            method = environ["REQUEST_METHOD"][:LOGGED_CHARACTERS]
            path = quote(environ["PATH_INFO"], encoding="latin-1")[:LOGGED_CHARACTERS]
            seconds = time.perf_counter() - begin
            counting.request_answered(route_of(environ["PATH_INFO"]), status[:3], seconds)
            logger.info(
                "%s %s %s %dms", method, path, status[:3], seconds * 1000,
                extra={"request_id": environ.get(ENVIRON, "-")},
            )  # fmt: skip
            return start_response(status, *more)

        return application(environ, start)

    return answer


def bodiless(application: Application) -> Application:
    """Remove the body for HEAD; Waitress would send it, as the beginning of the next answer."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if hasattr(body, "close"):
            body.close()
        return []

    return answer
