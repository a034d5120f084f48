"""Handles the form of an object that was deleted while it was open."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from .rows import make_anew


class KeepingFormView:
    """An edit view that offers the typed values in the form for a new object."""

    request: Any
    edit_url_name: str
    _gone: Http404 | None = None

    def language_typed_in(self) -> str:
        """The language code of the edited object; empty if it has none."""
        return ""

    def setup(self, request: Any, *args: Any, **options: Any) -> None:
        try:
            super().setup(request, *args, **options)  # type: ignore[misc]
        except Http404 as gone:
            if request.method != "POST":
                raise
            self.request, self._gone = request, gone

    def dispatch(self, request: Any, *args: Any, **options: Any) -> Any:
        try:
            if self._gone:
                raise self._gone
            return super().dispatch(request, *args, **options)  # type: ignore[misc]
        except Http404:
            if request.method != "POST":
                raise
            return self._show_what_was_typed()

    def _show_what_was_typed(self) -> HttpResponse:
        namespace = self.edit_url_name.rpartition(":")[0]
        name = getattr(self, "add_url_name", None) or f"{namespace}:add"
        try:
            match = resolve(reverse(name))
        except NoReverseMatch as missing:
            raise Http404 from missing
        code = self.language_typed_in()
        self.request.GET = QueryDict(f"locale={code}" if code else "")
        view = match.func.view_class(**match.func.view_initkwargs)  # type: ignore[attr-defined]

        def show(request: Any, *_args: Any, **_options: Any) -> HttpResponse:
            make_anew(request, view.model())
            view.object = None
            view.form = view.get_form()
            messages.warning(
                request,
                _(
                    "Somebody has deleted this, or merged it into another, since you opened it. "
                    "What you typed stands below: save it to make it anew."
                ),
            )
            return view.render_to_response(view.get_context_data())

        view.post = show
        view.setup(self.request)
        return view.dispatch(self.request)
