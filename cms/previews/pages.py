"""Pages whose previews are shown in the public frontend; this server has no templates for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .frontends import address_of
from .grants import code_for


class PreviewedPage:
    """A page whose *Preview*, in the panel and in a tab, is the frontend with the draft in it."""

    def prepare_preview(self) -> None:
        """Give the draft, which is about to be shown as published, what publication would give."""

    def serve_preview(self: Any, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Lead to the frontend, as Wagtail asks for in all its previews.

        The address holds a code that is good for one use. Wagtail calls this with the draft as it
        was typed, on a request that has the editor's session.
        """
        session: Any = request.session
        code = code_for(self, request.user, session.session_key)
        response = HttpResponseRedirect(address_of(self, code))
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response
