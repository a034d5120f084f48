"""Exchanges a code for a token, and serves Wagtail's accessibility checks to its holder."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.userbar import Userbar
from wagtail.users.models import UserProfile

from .grants import read, swap, token_sent

MOST_BYTES = 1_000
MALFORMED = 'Send {"code": "…"} as JSON.'
REFUSED = "This code opens no preview: it was used, or its time is over. Open the preview again."
NOT_IN_PANEL = "This token opens no preview in the admin's panel, or no longer. Open it again."


@csrf_exempt  # it uses no cookie, so there is nothing to forge
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Answer a frontend's `{"code": "…"}` with a token and the path of the page."""
    try:
        code = orjson.loads(request.read(MOST_BYTES))["code"]
    except (ValueError, KeyError, TypeError, OSError):
        return _answer(400, error=MALFORMED)
    if not isinstance(code, str):
        return _answer(400, error=MALFORMED)
    if (preview_and_token := swap(code)) is None:
        return _answer(403, error=REFUSED)
    preview, token = preview_and_token
    return _answer(200, token=token, path=preview.path)


@require_safe
def userbar(request: HttpRequest) -> HttpResponse:
    """The HTML of Wagtail's userbar for a page in the preview panel, in the editor's language."""
    preview = read(token_sent(request) or "")
    if preview is None or preview.is_link:
        return _answer(403, error=NOT_IN_PANEL)
    language = UserProfile.get_for_user(preview.user).get_preferred_language()
    with translation.override(language):
        context = {"request": _request_of_panel(preview.user)}
        html = Userbar(object=preview.page).render_html(context)
    return _private(HttpResponse(html))


def _request_of_panel(user: Any) -> Any:
    """A request as from the admin itself, so that its links lead there, whatever the frontend."""
    request: Any = HttpRequest()
    request.META["HTTP_HOST"] = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    request.user, request.is_preview, request.in_preview_panel = user, True, True
    return request


def _answer(status: int, **words: Any) -> HttpResponse:
    return _private(HttpResponse(orjson.dumps(words), "application/json", status))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
