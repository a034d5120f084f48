"""Serves the pictures in the public folder, where no web server or bucket does it.

The folder holds clean pictures under names that nobody can guess, so there is nothing to decide.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve

HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",  # a new picture gets a new name
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file of the public folder, for as long as a cache likes; 404 where there is none."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
