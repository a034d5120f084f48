"""From a page to its address on the public frontend, and back.

The tree of the default language starts at "/", every other language at its code: "/ja/…".
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.conf import settings
from wagtail.models import Page

from .context import Context


def path_of(page: Page, context: Context) -> str:
    """The site-relative path: "/archive/border-report-january-2006/"."""
    for root in context.roots:
        if page.path.startswith(root.path):
            return _prefix(root, context) + page.url_path.removeprefix(root.url_path)
    return page.url_path


def url_of(path: str) -> str:
    """The absolute address on the frontend of a site-relative path."""
    return settings.FRONTEND_URL + path


def tree_path(path: str, context: Context) -> str | None:
    """Wagtail's `url_path` for a site-relative path; None where no tree of the site has it."""
    wanted = normalised(path)
    roots = sorted(context.roots, key=lambda root: -len(_prefix(root, context)))
    for root in roots:
        prefix = _prefix(root, context)
        if wanted.startswith(prefix):
            return root.url_path + wanted.removeprefix(prefix)
    return None


def normalised(path: str) -> str:
    """Decoded, without query or fragment, with one slash at both ends."""
    inner = unquote(urlsplit(path.strip()).path).strip("/")
    return f"/{inner}/" if inner else "/"


def _prefix(root: Page, context: Context) -> str:
    locale = context.locales[root.locale_id]
    return "/" if locale.language_code == settings.LANGUAGE_CODE else f"/{locale.language_code}/"
