"""Answers all addresses of the room: the HTTP status, and the shell that its modules fill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from cms.graphql.context import Context
from cms.graphql.endpoint.execution import begin, prepare
from cms.graphql.endpoint.schema import served_schema
from cms.visibility.one_view import one_view
from cms.visibility.paths import language_at, normalised
from cms.visibility.snapshot import Snapshot

from .policy import protect

SEARCH = "/search/"  # the room's own page, below each language's prefix; not a page of the API
ROUTE = """
query Route($path: String!) { route(path: $path) { status target {
  ... on Page { locale { code } seo { title description canonicalUrl } }
  ... on Category { name locale { code } seo { title description canonicalUrl } }
  ... on Period { locale { code } seo { title description canonicalUrl } }
  ... on Tag { name }
  ... on Place { name }
  ... on Redirect { location }
} } }
"""


@transaction.non_atomic_requests  # it uses a read-only transaction of its own
@xframe_options_exempt  # the policy is more exact
@require_safe
def reading_room(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """The shell or redirect for the requested address.

    With a preview code it is always the shell, whatever is public there.
    """
    is_preview = "code" in request.GET
    status, target = (200, {}) if is_preview else _route(request)
    if "location" in target:
        response: HttpResponse = HttpResponseRedirect(target["location"], status=status)
    else:
        language, below_language = language_at(normalised(request.path), snapshot)
        is_search = status == 404 and below_language == SEARCH
        shell = {
            "language": target.get("locale", {}).get("code") or language,
            "title": target.get("seo", {}).get("title") or target.get("name") or snapshot.site_name,
            "seo": target.get("seo"),
            "is_indexed": status == 200 and not is_preview,
        }
        status = 200 if is_search else status
        response = render(request, "reading_room/shell.html", shell, status=status)
    response["Cache-Control"] = "no-store" if is_preview else "no-cache"
    protect(response, is_preview)
    return response


def _route(request: HttpRequest) -> tuple[int, Mapping[str, Any]]:
    """The API's public answer for the path: its status, and its target."""
    prepared = prepare(served_schema(), ROUTE, None)
    execute = begin(prepared, {"path": request.path}, Context(request))
    with one_view():
        answer = execute()
    if "errors" in answer:
        return 500, {}
    route = answer["data"]["route"]
    return route["status"], route["target"] or {}
