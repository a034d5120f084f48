"""Puts what is here now in the place of what a post names: pictures, files, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from archive.wordpress.parts import File, Note, Part, Picture

from .targets import Found, Targets

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass
class Resolved:
    """A post's blocks as they are stored, and what there is to say about them."""

    parts: list[Part] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    images: list[int] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    is_complete: bool = True  # False while something that it names may still come
    waits: bool = False  # for a post that comes later in the same file


def resolved(source_id: int, parts: Sequence[Part], targets: Targets) -> Resolved:
    """All blocks of a post; each has the same ID in every run."""
    resolver = Resolver(source_id, targets)
    for part in parts:
        resolver.found.parts += resolver.part(part["type"], part["value"])
    for number, part in enumerate(resolver.found.parts):
        name = f"{targets.site}?p={source_id}#{number}"
        part["value"] = _with_ids(part["value"], name)
        part["id"] = str(uuid5(NAMESPACE_URL, name))
    return resolver.found


class Resolver:
    """Goes through the blocks of one post."""

    def __init__(self, source_id: int, targets: Targets) -> None:
        self.found = Resolved()
        self._source_id, self._targets = source_id, targets

    def part(self, kind: str, value: dict[str, Any]) -> Iterator[Part]:
        """The block, and after it what it could not hold."""
        if kind == "image":
            yield from self._pictures(kind, [value["figure"]])
        elif kind == "gallery":
            yield from self._gallery(value)
        elif kind == "document":
            yield from self._document(value)
        elif kind in ("paragraph", "note"):
            text, after = self._text(value["text"])
            yield _block(kind, value | {"text": text})
            yield from after
        elif kind == "dialogue":
            yield from self._dialogue(value)
        else:
            yield _block(kind, value)

    def _dialogue(self, value: dict[str, Any]) -> Iterator[Part]:
        turns: list[dict[str, Any]] = []
        after: list[Part] = []
        for turn in _items(value["turns"]):
            text, pictures = self._text(turn["text"])
            turns.append(turn | {"text": text})
            after += pictures
        yield _block("dialogue", value | {"turns": turns})
        yield from after

    def _pictures(self, kind: str, figures: Sequence[dict[str, Any]]) -> Iterator[Part]:
        """Those that are here as one block, the others as links to where they were."""
        here: list[dict[str, Any]] = []
        missing: list[dict[str, Any]] = []
        for figure in _items(figures):
            found = self._targets.picture(figure["image"])
            if found is None:
                missing.append(figure)
                continue
            self.found.images.append(found.key)
            alt = figure["alt"] or found.alt
            here.append(figure | {"image": found.key, "alt": alt[:255]})
        if here and kind == "image":
            yield _block("image", {"figure": here[0]})
        elif here:
            yield _block("gallery", {"figures": here})
        for figure in missing:
            yield self._missing(figure)

    def _gallery(self, value: dict[str, Any]) -> Iterator[Part]:
        """Of what it names, or else of what was attached to a post, the pictures that it showed."""
        figures = [each for each in _items(value["figures"]) if self._was_shown(each["image"])]
        if not value["figures"]:
            of = next(iter(value.get("of", ())), self._source_id)
            figures = self._attached(of, value.get("exclude", ()))
        return self._pictures("gallery", figures)

    def _attached(self, of: int, exclude: Sequence[int]) -> list[dict[str, Any]]:
        figures = [
            {"image": Picture("", key), "alt": "", "decorative": False, "caption": caption}
            | {"credit": ""}
            for key, caption in self._targets.attached_to(of)
            if key not in exclude
        ]
        if not figures:
            is_known = self._targets.knows_attached(of)
            text = f"A gallery shows nothing here: no picture is known that is attached to {of}."
            self.found.is_complete = self.found.is_complete and is_known
            self.found.notes.append(Note("gallery-empty", text, is_loss=not is_known))
        return figures

    def _was_shown(self, named: Picture) -> bool:
        """Whether a gallery that named it by its number alone showed it there."""
        if named.source or named.attachment is None:
            return True
        if self._targets.was_in_galleries(named.attachment):
            return True
        text = f"The gallery did not show {named.attachment} there, which was not public."
        self.found.notes.append(Note("gallery-hidden", text))
        return False

    def _missing(self, figure: dict[str, Any]) -> Part:
        """Its words and a link: what cannot be shown is not forgotten."""
        picture: Picture = figure["image"]
        address = picture.source or self._targets.address_of(picture.attachment)
        if address.startswith("data:"):  # a picture in the text itself, as mail programs paste it
            address = ""
        self.found.is_complete = False
        text = f"The picture {address or picture.attachment} is not here."
        self.found.notes.append(Note("picture-missing", text, is_loss=True))
        words = figure["alt"] or _name(address) or "picture"
        lines = [_link(address, words) if address else escape(words)]
        if figure["caption"]:
            lines.append(escape(figure["caption"]))
        return _block("paragraph", {"text": "".join(f"<p>{line}</p>" for line in lines)})

    def _document(self, value: dict[str, Any]) -> Iterator[Part]:
        file: File = value["document"]
        found = self._targets.document(file)
        if found:
            self.found.documents.append(found.key)
            yield _block("document", value | {"document": found.key})
            return
        words = value["description"] or _name(file.url)
        text, after = self._text(f"<p>{_link(file.url, words)}</p>")
        yield _block("paragraph", {"text": text})
        yield from after

    def _text(self, source: str) -> tuple[str, list[Part]]:
        """Formatted text with its links resolved, and the pictures that links led to."""
        after: list[Part] = []

        def replace(match: re.Match[str]) -> str:
            href, words = unescape(match[1]), match[2]
            found = self._targets.link(href)
            if found is not None and found.kind == "image":
                after.extend(self._linked_picture(href, words))
                return words
            return self._anchor(href, words, found)

        return _LINK.sub(replace, source), after

    def _linked_picture(self, href: str, words: str) -> Iterator[Part]:
        caption = unescape(_TAG.sub("", words))[:500]
        figure = {"image": Picture(href), "alt": "", "decorative": False, "caption": caption}
        return self._pictures("image", [figure | {"credit": ""}])

    def _anchor(self, href: str, words: str, found: Found | None) -> str:
        if found is None:
            note = f"The link to {href} leads to nothing that was imported."
            self.found.notes.append(Note("dead-link", note))
            self.found.is_complete = False  # a newer export may hold it
            return _link(self._targets.absolute(href), words, is_html=True)
        if found.kind == "later":
            self.found.is_complete, self.found.waits = False, True
            return _link(self._targets.absolute(href), words, is_html=True)
        if found.kind == "address":
            return _link(found.address, words, is_html=True)
        if found.kind == "document":
            self.found.documents.append(found.key)
        return f'<a linktype="{found.kind}" id="{found.key}">{words}</a>'


def _block(kind: str, value: dict[str, Any]) -> Part:
    return {"type": kind, "value": value}


def _items(values: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The values of a list block, with or without an ID each."""
    for value in values:
        yield value["value"] if value.get("type") == "item" else value


def _with_ids(value: dict[str, Any], name: str) -> dict[str, Any]:
    """Lists as they are stored, every item with its ID."""
    return {
        field: [_item(each, f"{name}/{field}/{place}") for place, each in enumerate(_items(inner))]
        if field in ("figures", "turns")
        else inner
        for field, inner in value.items()
    }


def _item(value: dict[str, Any], name: str) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_URL, name))}


def _link(href: str, words: str, *, is_html: bool = False) -> str:
    return f'<a href="{escape(href)}">{words if is_html else escape(words)}</a>'


def _name(address: str) -> str:
    return PurePosixPath(unquote(urlsplit(address).path)).name
