"""The answer to a request that failed: 503 while the database is lost, otherwise 500."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.defaults import server_error

from .lost import RETRY_SECONDS, Lost, lost_by

MESSAGE = "The archive's database cannot be reached: try again in a moment."
STORAGE = "The archive's storage is full or cannot be reached: try again in a moment."
BUSY = "The archive cannot answer now: try again in a moment."
CODE = "SERVICE_UNAVAILABLE"


def failed(request: HttpRequest) -> HttpResponseBase:
    """Answer for any view or middleware that raised; Django calls it while handling the error."""
    lost = lost_by(sys.exc_info()[1])
    if lost is None:
        return server_error(request)
    if _is_browser(request):
        return later(HttpResponse(_page(request, lost.value)))
    message = MESSAGE if lost is Lost.DATABASE else STORAGE
    return later(HttpResponse(message, content_type="text/plain; charset=utf-8"))


def busy(headers: Mapping[str, str]) -> tuple[str, str]:
    """The answer if no thread is free, given the request's headers: its type, and a body."""
    request = HttpRequest()
    request.META = {f"HTTP_{name}": value for name, value in headers.items()}
    if _is_browser(request):
        return "text/html", _page(request, "busy")
    return "application/json", orjson.dumps(_error(BUSY)).decode()


def _is_browser(request: HttpRequest) -> bool:
    return "text/html" in request.META.get("HTTP_ACCEPT", "")


def _page(request: HttpRequest, lost: str) -> str:
    """A page in the browser's language: the session and its settings cannot be read now."""
    with translation.override(translation.get_language_from_request(request)):
        return render_to_string("cms_outages/503.html", {"lost": lost})


def unavailable() -> HttpResponse:
    """The answer for a client of the API."""
    return later(JsonResponse(_error(MESSAGE)))


def _error(message: str) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": CODE}}]}


def later(response: HttpResponse) -> HttpResponse:
    response.status_code = 503
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
