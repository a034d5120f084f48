"""Redirects from terms ticked in their list to the page that merges them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from .terms import CARRIED
from .views import MOST_TERMS, may_merge


class MergeBulkAction(SnippetBulkAction):
    display_name = _("Merge")
    aria_label = _("Merge the selected ones into one of them")
    action_type = "merge"
    action_priority = 20
    models = list(CARRIED)

    def check_perm(self, term: Any) -> bool:
        return may_merge(type(term), self.request.user)

    def dispatch(self, request: HttpRequest, *_args: Any, **_options: Any) -> HttpResponse:
        chosen, _without_access = self.get_actionable_objects()
        # One more than the limit is enough to know that there are too many.
        keys = urlencode([("id", term.pk) for term in chosen[: MOST_TERMS + 1]])
        address = reverse("archive_merge_terms", args=[self.model._meta.model_name])
        return redirect(f"{address}?{keys}")
