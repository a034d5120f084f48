"""What a page of the reading room may load: Content Security Policy Level 3."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import storages
from django.http import HttpResponse

from archive.videos.embeds import PLAYERS


def protect(response: HttpResponse, is_preview: bool) -> None:
    """Set the headers that isolate a page of the room in the browser."""
    response["Content-Security-Policy"] = policy(
        _origin(storages["public"].url("picture")),
        _origin(settings.WAGTAILADMIN_BASE_URL),
        is_preview,
    )
    response["Referrer-Policy"] = "no-referrer" if is_preview else "strict-origin-when-cross-origin"


@cache
def policy(pictures: str, admin: str, is_preview: bool) -> str:
    """The policy, given the origin of pictures and that of previewing editors.

    The admin's scripts and styles check a preview, as in Wagtail's panel.
    """
    own = ["'self'", admin if is_preview else ""]
    directives = {
        "default-src": ["'none'"],
        "script-src": own,
        "style-src": own,
        "img-src": ["'self'", "data:", pictures],  # `data:` for the placeholders of pictures
        "connect-src": ["'self'"],
        "frame-src": PLAYERS,
        "frame-ancestors": ["'self'", admin],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(" ".join([name, *filter(None, of)]) for name, of in directives.items())


def _origin(address: str) -> str:
    """Scheme and host of an address; empty for a path on this server."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
