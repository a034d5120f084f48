"""What a browser finds outside the admin: the way in, or the page on the public frontend."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from cms.visibility.paths import url_of
from cms.visibility.snapshot import read_snapshot


def welcome(request: HttpRequest) -> HttpResponse:
    """The address of this server itself: says where the admin and the API are."""
    frontend = read_snapshot(request, timezone.now()).frontend
    return render(request, "cms/welcome.html", {"frontend_url": frontend})


def to_frontend(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's "View live" for a page: this server shows none, the frontend does."""
    snapshot = read_snapshot(request, timezone.now())
    if urlsplit(snapshot.frontend).netloc == request.get_host():
        raise Http404
    return HttpResponseRedirect(url_of(f"/{quote(path.lstrip('/'))}", snapshot))
