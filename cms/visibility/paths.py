"""From a page to its address on the public frontend, and back.

The tree of the default language starts at "/", every other language at its code: "/ja/…".
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote, urlsplit, urlunsplit

from django.conf import settings
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from cms.uri import to_uri

from .snapshot import Root, Snapshot, prefix_of

NEEDS = ("path", "url_path")  # the columns that an address is made of
NOWHERE = "//"  # no page, term or time is there


def path_of(page: Mapping[str, Any], snapshot: Snapshot) -> str:
    """A page's path on its site, as people read it: "/archive/border-report-january-2006/"."""
    root = _root_of(page, snapshot)
    return root.prefix + page["url_path"].removeprefix(root.url_path) if root else page["url_path"]


def url_of(path: str, snapshot: Snapshot) -> str:
    """The absolute address, a URI, of a path on the frontend of the requested site.

    The path may have a query and a fragment.
    """
    return to_uri(snapshot.frontend + path)


def address_of(page: Mapping[str, Any], snapshot: Snapshot) -> str:
    """A page's absolute address, a URI, on the frontend of its site."""
    root = _root_of(page, snapshot)
    return to_uri((root.frontend if root else snapshot.frontend) + path_of(page, snapshot))


def _root_of(page: Mapping[str, Any], snapshot: Snapshot) -> Root | None:
    roots = (*snapshot.roots, *snapshot.other_roots)
    return next((root for root in roots if page["path"].startswith(root.path)), None)


def path_in(code: str, *parts: str) -> str:
    """The path of a list in a language, as people read it: "/ja/tag/unhcr/"."""
    return prefix_of(code) + "".join(f"{part}/" for part in parts)


def language_at(path: str, snapshot: Snapshot) -> tuple[str, str]:
    """The language of a path, and the rest of it: "ja" and "/tag/unhcr/".

    It may be a language that has no page yet, or one that was removed from the settings but still
    has pages.
    """
    codes_of_pages = (locale["code"] for locale in snapshot.locales.values())
    for code in (*get_content_languages(), *codes_of_pages):
        prefix = prefix_of(code)
        if prefix != "/" and path.startswith(prefix):
            return code, path[len(prefix) - 1 :]
    return settings.LANGUAGE_CODE, path


def tree_path(path: str, snapshot: Snapshot) -> str | None:
    """Wagtail's `url_path` for a site-relative path; None if no tree of the site has it."""
    local = normalised(path)
    for root in sorted(snapshot.roots, key=lambda root: -len(root.prefix)):
        if local != NOWHERE and local.startswith(root.prefix):
            return root.url_path + local.removeprefix(root.prefix)
    return None


def is_site_relative(path: str) -> bool:
    """Whether it is only a path, and not an address with a host ("//host/", "https:…")."""
    try:
        parts = urlsplit(path.strip())
    except ValueError:  # a host that cannot be: "//["
        return False
    return not (parts.scheme or parts.netloc or path.strip().startswith("//"))


def within_site(address: str) -> str | None:
    """Path and query of a path or whole address, ignoring its host; None for anything else."""
    if is_site_relative(address):
        return address
    with suppress(ValueError):
        parts = urlsplit(address.strip())
        local = urlunsplit(("", "", parts.path, parts.query, ""))
        if parts.scheme in ("http", "https") and parts.netloc and is_site_relative(local):
            return local or None
    return None


def normalised(path: str) -> str:
    """The path decoded and in NFC, without query or fragment, with a slash at both ends.

    NOWHERE if it has a host. U+0000 and undecodable bytes become U+FFFD: no address of ours
    contains either.
    """
    if not is_site_relative(path):
        return NOWHERE
    decoded = normalize("NFC", unquote(urlsplit(path.strip()).path)).replace("\0", "\ufffd")
    if decoded.startswith("//"):
        return NOWHERE
    inner = decoded.strip("/")
    return f"/{inner}/" if inner else "/"


def above(page: Mapping[str, Any], snapshot: Snapshot) -> list[str]:
    """The tree paths of a page's ancestors within the site, starting with the front page."""
    root = next((root for root in snapshot.roots if page["path"].startswith(root.path)), None)
    if root is None:
        return []
    return [page["path"][:end] for end in range(len(root.path), len(page["path"]), Page.steplen)]
