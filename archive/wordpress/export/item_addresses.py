"""Pure: the addresses at which the old site showed an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from .addresses import decoded, key
from .records import Item

_INDEX = "/index.php/"
_BETWEEN = re.compile(r"""[\s"'<>]+""")  # separates addresses in HTML
_SLASHES = re.compile(r"/{2,}")
_BREAK = "<!--nextpage-->"
MOST_PAGES = 100  # of one post


def root_of(site_url: str) -> str:
    """The folder of the old site, "/blog"; "" at the root of its host."""
    return urlsplit(site_url).path.rstrip("/")


def numbers_of(item: Item, site_url: str) -> Iterator[str]:
    """The addresses by number, which no other item ever had."""
    root = root_of(site_url)
    yield f"{root}/?p={item.id}"
    if item.kind == "page":
        yield f"{root}/?page_id={item.id}"


def paths_of(item: Item, site_url: str, *, with_index: bool = False) -> Iterator[str]:
    """The item's paths with their query, present and former; never the old front page."""
    root = root_of(site_url)
    for path in _plain_paths(item, site_url):
        yield path
        if with_index and path.startswith(f"{root}/") and _INDEX not in path:
            yield f"{root}/index.php{path.removeprefix(root)}"


def uses_index(item: Item, site_url: str) -> bool:
    """Whether an address of the old site, of the item or in its text, contains index.php."""
    addresses = [item.link, item.guid]
    if _INDEX in item.content:
        addresses += _BETWEEN.split(item.content)
    return any(key(address, site_url) for address in addresses if _INDEX in address)


def _plain_paths(item: Item, site_url: str) -> Iterator[str]:
    if has_own_path(item.link, site_url):
        pages = min(item.content.count(_BREAK) + 1, MOST_PAGES)
        path = _plain(item.link).rstrip("/")
        yield from (f"{path}/{number}/" for number in range(2, pages + 1))
    for address in (item.link, item.guid if "://" in item.guid else ""):
        if has_own_path(address, site_url):
            yield path_of(address)
    for slug in item.meta.get("_wp_old_slug", ()):
        if former := former_path(item.link, item.slug, slug):
            yield former


def former_path(link: str, current: str, slug: str) -> str | None:
    """The path of an item under another slug: beside its present one, with the same ending.

    None if its link does not end in its slug.
    """
    head, _slash, last = _plain(link).rstrip("/").rpartition("/")
    stem, dot, extension = last.partition(".")
    if not slug or not current or current not in (decoded(stem), decoded(last)):
        return None
    ending = f"{dot}{extension}" if decoded(last) != current else ""
    return f"{head}/{quote(slug, safe='')}{ending or '/'}"


def has_own_path(address: str, site_url: str) -> bool:
    """Whether it is an address of the old site with a path, not just a number."""
    place, home = key(address, site_url), key(site_url, site_url)
    if place is None or place == home:
        return False
    return not place.startswith(f"{root_of(site_url)}/?")


def path_of(address: str) -> str:
    path, query = _plain(address), urlsplit(address).query
    return f"{path}?{query}" if query else path


def _plain(address: str) -> str:
    """The path with single slashes: of two at its start the second would begin a host."""
    return _SLASHES.sub("/", urlsplit(address).path)
