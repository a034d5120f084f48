"""Security headers of responses: what browsers may load, and who may embed it in a frame.

Pages of the admin have the policy in the settings; the reading room and files have their own.
"""

from __future__ import annotations

from collections.abc import Callable
from wsgiref.headers import Headers

from django.http import HttpRequest, HttpResponse

NOTHING = "default-src 'none'; frame-ancestors 'none'"
DEVICES = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


CLOSED = {
    "Content-Security-Policy": NOTHING,
    "Permissions-Policy": DEVICES,
    "Referrer-Policy": "no-referrer",
}


def close(headers: Headers, *_: object) -> None:
    """Add the headers to what WhiteNoise serves, which bypasses our middleware."""
    for name, value in CLOSED.items():
        headers[name] = value


class HeadersMiddleware:
    """Adds the strictest headers to all responses that are not pages: the API, feeds, files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", DEVICES)
        if not response.get("Content-Type", "").startswith("text/html"):
            for name, value in CLOSED.items():
                response.headers.setdefault(name, value)
        return response
