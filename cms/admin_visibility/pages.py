"""The mixin of page types that are not shown to every account."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import Page

from .policy import seen_by


class ExplorablePage:
    """A page that the form of external links names only to accounts that may see it."""

    def route(self: Any, request: HttpRequest, path_components: list[str]) -> Any:
        """Only that form calls this; nothing is served from the page tree."""
        result = Page.route(self, request, path_components)
        if not Page.objects.filter(seen_by(request.user), pk=result.page.pk).exists():
            raise Http404
        return result
