"""Screens that look for sealed names lead back with a sentence where that is not possible."""

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
    """A view that is not asked while the keys are lost under which names are sealed."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if is_possible():
            return view(request, *args, **options)
        messages.error(request, UNSEARCHABLE)
        return redirect("wagtailadmin_home")

    return answer
