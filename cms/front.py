"""What a browser finds outside the admin: the welcome page, or pages of the reading room."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from cms.visibility.paths import url_of
from cms.visibility.snapshot import Snapshot, read_snapshot
from home.reading_room.view import reading_room


def welcome(request: HttpRequest) -> HttpResponse:
    """The root of this server: the site's front page, or a page that links to the admin and the
    API.
    """
    snapshot = read_snapshot(request, timezone.now())
    if settings.READING_ROOM and _is_frontend(request, snapshot):
        return reading_room(request, snapshot)
    return render(request, "cms/welcome.html", {"frontend_url": snapshot.frontend})


def to_frontend(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's "View live" for a page: in the reading room, or on the frontend elsewhere."""
    snapshot = read_snapshot(request, timezone.now())
    if not _is_frontend(request, snapshot):
        return HttpResponseRedirect(url_of(f"/{quote(path.lstrip('/'))}", snapshot))
    if settings.READING_ROOM:
        return reading_room(request, snapshot)
    raise Http404


def _is_frontend(request: HttpRequest, snapshot: Snapshot) -> bool:
    """Whether this very address is the site's public frontend."""
    return urlsplit(snapshot.frontend).netloc == request.get_host()
