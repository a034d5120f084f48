"""Swaps a code for a token."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .grants import swap

MOST_BYTES = 1_000
MALFORMED = 'Send {"code": "…"} as JSON.'
REFUSED = "This code opens no preview: it was used, or its time is over. Open the preview again."


@csrf_exempt  # it looks at no cookie, so there is nothing to forge
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


def _answer(status: int, **words: Any) -> HttpResponse:
    response = HttpResponse(orjson.dumps(words), "application/json", status)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
