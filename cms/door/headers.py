"""What answers carry for browsers: what may be loaded, by whom it may be framed, what goes along.

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
    """Close what WhiteNoise serves, which no middleware of ours sees."""
    for name, value in CLOSED.items():
        headers[name] = value


class HeadersMiddleware:
    """Closes everything that is no page: answers of the API, feeds, files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", DEVICES)
        if not response.get("Content-Type", "").startswith("text/html"):
            for name, value in CLOSED.items():
                response.headers.setdefault(name, value)
        return response
