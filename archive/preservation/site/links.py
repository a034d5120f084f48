"""Relative addresses between pages of the folder.

A browser that opens a folder does not look for `index.html`, so each link names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup

INDEX = "index.html"


def place_of(path: str) -> str:
    """The file of the page at a path: “archive/letters/index.html”."""
    return f"{unquote(path).strip('/')}/{INDEX}".lstrip("/")


def seen_from(path: str, place: str) -> str:
    """The relative address of a place in the folder, from the page at this path."""
    depth = len([part for part in path.split("/") if part])
    return "../" * depth + quote(place)


def relinked(
    html: str, path: str, paths: Mapping[str, str], file_of: Callable[[str], str | None]
) -> str:
    """Rich text with its links replaced by relative ones, if the folder has their targets.

    `paths` maps addresses of pages to paths; `file_of` an address of a file to its place.
    """
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a", href=True):
        address, hash_sign, anchor = str(link["href"]).partition("#")
        if address in paths:
            link["href"] = seen_from(path, place_of(paths[address])) + hash_sign + anchor
        elif place := file_of(address):
            link["href"] = seen_from(path, place)
    return str(soup)
