"""One ID for each request, shared by the proxy and the log."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from logging import LogRecord
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from cms.traces.spans import trace_id

HEADER = "X-Request-ID"
SAFE = re.compile(r"[A-Za-z0-9_-]{8,64}")
ENVIRON = "archive.request_id"  # the server, which logs each answer, finds it here
_current: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """The ID of the current request; a new one outside of any."""
    return _current.get() or uuid4().hex


class RequestIDMiddleware:
    """Gives each request its ID; the first middleware, so that all others have it.

    The answer contains it only if the proxy sent it. Otherwise two answers that must be identical,
    for something hidden and something missing, would differ. A cacheable answer does not contain
    it: later clients would get the ID of the first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent = _sent(request)
        name = sent or uuid4().hex
        request.META[ENVIRON] = name
        token = _current.set(name)
        try:
            response = self._get_response(request)
        finally:
            _current.reset(token)
        if sent and "public" not in response.get("Cache-Control", ""):
            response[HEADER] = sent
        return response


def _sent(request: HttpRequest) -> str:
    """The ID that a trusted proxy sent; without a proxy, anybody could write into our log."""
    name = request.headers.get(HEADER, "") if settings.TRUSTED_PROXIES else ""
    return name if SAFE.fullmatch(name) else ""


def with_request_id(record: LogRecord) -> bool:
    """A logging filter that adds the IDs of the request and of the trace to each record."""
    if not hasattr(record, "request_id"):
        # Django logs a request's outcome after it has ended
        answered = getattr(record, "request", None)
        logged_id = getattr(answered, "META", {}).get(ENVIRON)
        record.request_id = _current.get() or logged_id or "-"
    if not hasattr(record, "trace_id"):
        record.trace_id = trace_id()
    return True
