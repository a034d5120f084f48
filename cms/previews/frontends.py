"""Where a preview is shown: in the frontend that the settings name, by site and page type.

PREVIEW_URL = "https://www.example.org/api/preview" PREVIEW_URL = {
    "": "https://www.example.org/api/preview",
    "FilmEvent": "https://films.example.org/preview",
    "www.example.jp": "https://www.example.jp/api/preview",
    "www.example.jp/FilmEvent": "https://www.example.jp/films/preview",
}
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from wagtail.models import Page, Site

from cms.uri import to_uri
from cms.visibility.public_types import public_name
from cms.visibility.snapshot import Root, roots_of_all_sites


def named_frontends() -> dict[str, str]:
    """The addresses in PREVIEW_URL, by site and page type; "" stands for all others."""
    setting = settings.PREVIEW_URL
    return {"": setting} if isinstance(setting, str) else setting


def path_of(draft: Page) -> str:
    """The path that a draft will have on its site; empty if it is on no site."""
    root = _root_of(draft)
    return root.prefix + draft.url_path.removeprefix(root.url_path) if root else ""


def address_of(draft: Any, code: str) -> str:
    """The address that shows a draft: that of a preview frontend, or else the page's own."""
    root = _root_of(draft)
    host = Site.objects.get(pk=root.site).hostname if root else ""
    kind = public_name(type(draft))
    frontends = named_frontends()
    choices = [frontends.get(key) for key in (f"{host}/{kind}", host, kind, "")]
    own_address = (root.frontend if root else settings.FRONTEND_URL) + path_of(draft)
    address = next(filter(None, choices), "") or own_address
    return f"{to_uri(address)}{'&' if '?' in address else '?'}{urlencode({'code': code})}"


def _root_of(draft: Page) -> Root | None:
    return next((root for root in roots_of_all_sites() if draft.path.startswith(root.path)), None)
