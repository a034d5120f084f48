"""Sorts paths into a few kinds, which can be labels of metrics without revealing a request."""

from __future__ import annotations

PAGES = "pages"  # the reading room, redirects, and missing addresses
_BY_FIRST = {
    "graphql": "endpoint",
    "admin": "admin",
    "images": "images",
    "documents": "files",
    "media": "files",
    "feeds": "feeds",
    "static": "static",
    "healthz": "health",
    "readyz": "health",
    "robots.txt": "machines",
    "sitemap.xml": "machines",
}
ROUTES = frozenset({PAGES, *_BY_FIRST.values()})


def route_of(path: str) -> str:
    """The kind of a path, by its first segment."""
    first = path.lstrip("/").partition("/")[0]
    if first.startswith("sitemap-"):
        return "machines"
    return _BY_FIRST.get(first, PAGES)
