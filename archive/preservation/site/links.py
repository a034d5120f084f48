"""Addresses inside the folder, as they are seen from one of its pages.

A browser that opens a folder looks for no `index.html` by itself, so each link names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup

INDEX = "index.html"


def place_of(path: str) -> str:
    """Where in the folder the page of a path is: “archive/letters/index.html”."""
    return f"{unquote(path).strip('/')}/{INDEX}".lstrip("/")


def seen_from(path: str, place: str) -> str:
    """The address of a place in the folder, in a page of this path."""
    depth = len([part for part in path.split("/") if part])
    return "../" * depth + quote(place)


def relinked(
    html: str, path: str, paths: Mapping[str, str], file_of: Callable[[str], str | None]
) -> str:
    """Rich text whose links lead to pages and files in the folder where it has them.

    `paths` has the path of each page by its address; `file_of` the place of a file by its own.
    """
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a", href=True):
        address, hash_sign, anchor = str(link["href"]).partition("#")
        if address in paths:
            link["href"] = seen_from(path, place_of(paths[address])) + hash_sign + anchor
        elif place := file_of(address):
            link["href"] = seen_from(path, place)
    return str(soup)
