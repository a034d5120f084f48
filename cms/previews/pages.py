"""Pages whose previews are shown in the public frontend; this server has no templates for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .frontends import address_of
from .grants import code_for


class PreviewedPage:
    """A page whose *Preview*, in the panel and in a tab, is the frontend showing the draft."""

    def prepare_preview(self) -> None:
        """Give the draft what its publication would give it."""

    def serve_preview(self: Any, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Redirect to the frontend; Wagtail calls this for all its previews.

        The address contains a code that can be used once. Wagtail passes the draft as it was typed,
        and a request that has the editor's session.
        """
        session: Any = request.session
        code = code_for(self, request.user, session.session_key)
        response = HttpResponseRedirect(address_of(self, code))
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response
