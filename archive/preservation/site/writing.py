"""Writes the folder: HTML and JSON for each page, a list for each term, digests of all."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from archive.preservation.bag import digest_of_path
from cms.freshness.content_version import content_version

from .asked import origin, page_with, public_pages
from .files import Files
from .links import place_of, relinked, seen_from

CONTENTS, DIGESTS = "contents.html", "SHA256SUMS"
TIMES = 5  # after which somebody writes faster than the folder is written
TERMS = ("categories", "tags", "places")


class SiteError(Exception):
    """No folder was written; the message says why."""


class Card(NamedTuple):
    """A page in a list."""

    path: str
    title: str
    language: str
    parent: str
    date: str
    edtf: str
    summary: str


class Written(NamedTuple):
    pages: int
    files: int


def write_site(folder: Path) -> Written:
    """Write the public archive of one moment into a new folder; raises SiteError."""
    if folder.exists():
        raise SiteError(f"{folder} is there already: name a new folder.")
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    try:
        return _written(folder, unfinished)
    except OSError as error:
        raise SiteError(f"No folder was written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _written(folder: Path, unfinished: Path) -> Written:
    for _ in range(TIMES):
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        version = _version()
        site = _Site(unfinished)
        site.write()
        # It could contain what was withdrawn meanwhile. (New sizes of pictures count as writes,
        # too.)
        if version and _version() == version:
            unfinished.rename(folder)
            return Written(len(site.cards), len(set(site.files.places.values()) - {None}))
    raise SiteError("The archive changed each time it was written out: try when fewer people work.")


def _version() -> str | None:
    version = content_version(timezone.now())
    return version.name if version else None


class _Site:
    def __init__(self, folder: Path) -> None:
        self.folder, self.files = folder, Files(folder, origin())
        self.cards: dict[str, Card] = {}
        self.paths: dict[str, str] = {}  # of pages, by address
        self.terms: dict[str, tuple[str, list[Card]]] = {}
        self.below: dict[str, list[Card]] = defaultdict(list)

    def write(self) -> None:
        for page in public_pages():
            if answer := page_with(page["id"], page["locale"]["code"]):
                self._keep(answer)
        for card in sorted(self.cards.values(), key=lambda card: (card.edtf, card.title)):
            self.below[card.parent].append(card)
        for path, card in self.cards.items():
            text = self._file(_data_of(path)).read_text("utf-8")
            self._render("page", path, card.language, {"page": json.loads(text)})
        for path, (name, cards) in self.terms.items():
            self._render("term", path, cards[0].language, {"name": name, "cards": cards})
        self._write_contents()
        self._write_digests()

    def _keep(self, page: dict[str, Any]) -> None:
        """Write the API's answer about a page, with the places of its files."""
        path, date = page["path"], page.get("date") or {}
        card = Card(
            path,
            page["title"],
            page["locale"]["code"],
            (page["parent"] or {}).get("path", ""),
            date.get("display", ""),
            date.get("edtf", ""),
            page.get("summary") or "",
        )
        self.cards[path], self.paths[page["url"]] = card, path
        for term in (term for kind in TERMS for term in page.get(kind) or ()):
            self.terms.setdefault(term["path"], (term["name"], []))[1].append(card)
        self._place_files(page)
        target = self._file(_data_of(path))
        target.write_text(json.dumps(page, ensure_ascii=False, indent=1), "utf-8")

    def _place_files(self, value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                self._place_files(item)
        elif isinstance(value, dict):
            if "image" in value:
                value["file"] = self.files.picture(value["image"]["id"])
            elif "filename" in value:
                value["file"] = self.files.document(value["id"])
            for item in list(value.values()):
                self._place_files(item)

    def _render(self, template: str, path: str, language: str, values: dict[str, Any]) -> None:
        context = self._linked(values, path) | {
            "below": self._linked([card._asdict() for card in self.below[path]], path),
            "language": language,
            "contents": seen_from(path, CONTENTS),
        }
        with translation.override(language):
            html = render_to_string(f"archive/site/{template}.html", context)
        self._file(place_of(path)).write_text(html, "utf-8")

    def _linked(self, value: Any, path: str) -> Any:
        """The same value, with rich text and addresses relative to the page at this path."""
        if isinstance(value, Card):
            value = value._asdict()
        if isinstance(value, list):
            return [self._linked(item, path) for item in value]
        if not isinstance(value, dict):
            return value
        linked = {key: self._linked(item, path) for key, item in value.items()}
        if "html" in value:  # the API's HTML, which is sanitised
            html = relinked(value["html"], path, self.paths, self.files.at)
            linked["html"] = mark_safe(html)  # noqa: S308 -- sanitised
        if value.get("path") in self.cards or value.get("path") in self.terms:
            linked["href"] = seen_from(path, place_of(value["path"]))
        if "__typename" in value:  # not a name that templates can use
            linked["type"] = value["__typename"]
            linked["terms"] = [term for kind in TERMS for term in linked.get(kind) or ()]
        if value.get("file"):
            linked["src"] = seen_from(path, value["file"])
        return linked

    def _write_contents(self) -> None:
        cards = sorted(self.cards.values(), key=lambda card: (card.language, card.path))
        context = {"cards": self._linked(cards, ""), "language": "en", "contents": CONTENTS}
        html = render_to_string("archive/site/contents.html", context)
        (self.folder / CONTENTS).write_text(html, "utf-8")
        if "/" not in self.cards:
            (self.folder / place_of("/")).write_text(html, "utf-8")

    def _write_digests(self) -> None:
        paths = sorted(path for path in self.folder.rglob("*") if path.is_file())
        lines = (f"{digest_of_path(p)}  {p.relative_to(self.folder).as_posix()}\n" for p in paths)
        text = "".join(lines)
        (self.folder / DIGESTS).write_text(text, "utf-8")

    def _file(self, place: str) -> Path:
        target = self.folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


def _data_of(path: str) -> str:
    return place_of(path).removesuffix("html") + "json"
