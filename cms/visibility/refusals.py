"""Shows the refusal of an act that has no form in the admin as a message, and does nothing.

Wagtail copies, translates, converts and moves pages without a form: if `save` refuses one there,
the result would be a server error.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.admin import messages


class RefusalMiddleware:
    """Redirects back to where the act was requested, with the messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        sentence = _sentence(exception)
        home = reverse("wagtailadmin_home")
        if not (sentence and request.method == "POST" and request.path.startswith(home)):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"error": sentence}, status=400)
        messages.error(request, sentence)
        before = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(
            before, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        is_form = is_ours and urlsplit(before).path.startswith(home)
        return redirect(before if is_form else home)


def _sentence(exception: Exception) -> str:
    if isinstance(exception, ValidationError):
        return " ".join(dict.fromkeys(exception.messages))
    if isinstance(exception, ParentNotTranslatedError):
        return _("The page above it has no translation into this language: translate that first.")
    return ""


def undo_what_is_refused() -> None:
    """Wagtail copies a tree page by page: if one is refused, the others are rolled back."""
    for action in (CopyPageAction, CreatePageAliasAction):
        action.execute = transaction.atomic(action.execute)
