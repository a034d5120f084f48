"""Remembers who asks, because Wagtail passes no account to its search backends and choosers."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


class AccountMiddleware:
    """Remembers the request while it is processed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def asking_account() -> Any:
    """The account of the current request, possibly anonymous; None outside of a request."""
    request = _request.get()
    return request.user if request else None
