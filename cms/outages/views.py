"""What a request is answered that failed: 503 while the database is lost, otherwise 500."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from .lost import RETRY_SECONDS, Lost, lost_by

MESSAGE = "The archive's database cannot be reached: try again in a moment."
STORAGE = "The archive's storage is full or cannot be reached: try again in a moment."
CODE = "SERVICE_UNAVAILABLE"


def failed(request: HttpRequest) -> HttpResponseBase:
    """Answer for any view or middleware that raised; Django calls it while it handles the error."""
    lost = lost_by(sys.exc_info()[1])
    if lost is None:
        return server_error(request)
    if "text/html" in request.META.get("HTTP_ACCEPT", ""):
        return later(HttpResponse(render_to_string("cms_outages/503.html", {"lost": lost.value})))
    message = MESSAGE if lost is Lost.DATABASE else STORAGE
    return later(HttpResponse(message, content_type="text/plain; charset=utf-8"))


def unavailable() -> HttpResponse:
    """Answer a client of the API."""
    return later(JsonResponse({"errors": [{"message": MESSAGE, "extensions": {"code": CODE}}]}))


def later(response: HttpResponse) -> HttpResponse:
    response.status_code = 503
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
