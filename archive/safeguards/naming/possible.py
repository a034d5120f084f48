"""Decorates screens that search sealed names: without the keys they redirect with a message."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages

from .search import UNSEARCHABLE, is_possible

View = Callable[..., HttpResponseBase]


def where_possible(view: View) -> View:
    """A view that redirects while the keys of sealed names are lost."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if is_possible():
            return view(request, *args, **options)
        messages.error(request, UNSEARCHABLE)
        return redirect("wagtailadmin_home")

    return answer
