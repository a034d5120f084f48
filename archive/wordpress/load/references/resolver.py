"""Replaces what a post refers to (pictures, files, links) by what is here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from archive.markup.figures import ALT_LENGTH, CAPTION_LENGTH
from archive.markup.parts import File, Note, Part, Picture, figure_value
from archive.markup.reading import shortened
from archive.markup.rich_text import part
from archive.markup.sentences import message
from archive.wordpress.export.records import Item
from archive.wordpress.structure.passages import plain

from .target import Target
from .targets import Targets

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


@dataclass
class ResolvedBody:
    """A post's blocks as stored, and what an editor should know about them."""

    parts: list[Part] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    images: list[int] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    is_complete: bool = True  # False while a target may still be imported
    waits: bool = False  # for a post later in the same file

    def fitting(self, words: str, limit: int) -> str:
        """A picture's text from the library, as far as it fits; the rest is reported."""
        words, remainder = shortened(words, limit)
        if remainder:
            sentence = message("Words of a picture have no room here: “%(words)s”")
            values = {"words": remainder[:300]}
            self.notes.append(Note("long-description", sentence, values, is_loss=True))
        return words


def resolve_body(item: Item, parts: Sequence[Part], targets: Targets) -> ResolvedBody:
    """All blocks of a post; each has the same ID in every run."""
    resolver = Resolver(item, targets)
    for source in parts:
        resolver.body.parts += resolver.blocks(source["type"], source["value"])
    for number, block in enumerate(resolver.body.parts):
        name = f"{targets.site}?p={item.id}#{number}"
        block["value"] = _with_ids(block["value"], name)
        block["id"] = str(uuid5(NAMESPACE_URL, name))
    return resolver.body


class Resolver:
    """Processes the blocks of one post."""

    def __init__(self, item: Item, targets: Targets) -> None:
        self.body = ResolvedBody()
        self._item, self._targets = item, targets

    def blocks(self, kind: str, value: dict[str, Any]) -> Iterator[Part]:
        """The block, followed by what it could not contain."""
        if kind == "image":
            yield from self._pictures(kind, [value["figure"]])
        elif kind == "gallery":
            yield from self._gallery(value)
        elif kind == "document":
            yield from self._document(value)
        elif kind == "paragraph":
            text, after = self._text(value["text"])
            yield part(kind, **value | {"text": text})
            yield from after
        elif kind == "dialogue":
            yield from self._dialogue(value)
        else:
            yield part(kind, **value)

    def _dialogue(self, value: dict[str, Any]) -> Iterator[Part]:
        turns: list[dict[str, Any]] = []
        after: list[Part] = []
        for turn in value["turns"]:
            text, pictures = self._text(turn["text"])
            turns.append(turn | {"text": text})
            after += pictures
        yield part("dialogue", **value | {"turns": turns})
        yield from after

    def _pictures(self, kind: str, figures: Sequence[dict[str, Any]]) -> Iterator[Part]:
        """One block of the existing pictures, and links in place of missing ones."""
        resolved_figures: list[dict[str, Any]] = []
        missing_figures: list[dict[str, Any]] = []
        for figure in figures:
            target = self._targets.picture(figure["image"])
            if target is None:
                missing_figures.append(figure)
                continue
            self.body.images.append(target.key)
            alt = figure["alt"] or self.body.fitting(target.alt, ALT_LENGTH)
            resolved_figures.append(figure | {"image": target.key, "alt": alt})
        if resolved_figures and kind == "image":
            yield part("image", figure=resolved_figures[0])
        elif resolved_figures:
            yield part("gallery", figures=resolved_figures)
        for figure in missing_figures:
            yield self._missing(figure)

    def _gallery(self, value: dict[str, Any]) -> Iterator[Part]:
        """The pictures of a gallery: those it names, otherwise those attached to a post."""
        figures = [figure for figure in value["figures"] if self._was_shown(figure["image"])]
        if not value["figures"]:
            post = next(iter(value.get("of", ())), self._item.id)
            figures = self._attached(post, value.get("exclude", ()))
        return self._pictures("gallery", figures)

    def _attached(self, post: int, exclude: Sequence[int]) -> list[dict[str, Any]]:
        figures = [
            figure_value(Picture("", number), caption=self.body.fitting(caption, CAPTION_LENGTH))
            for number, caption in self._targets.attached_to(post)
            if number not in exclude
        ]
        if not figures:
            is_known = self._targets.knows_attached(post)
            sentence = message(
                "A gallery shows nothing here: no picture is known that is attached to %(post)d."
            )
            self.body.is_complete = self.body.is_complete and is_known
            note = Note("gallery-empty", sentence, {"post": post}, is_loss=not is_known)
            self.body.notes.append(note)
        return figures

    def _was_shown(self, picture: Picture) -> bool:
        """Whether a gallery that named it only by number showed it there."""
        if picture.source or picture.attachment is None:
            return True
        if self._targets.was_in_galleries(picture.attachment):
            return True
        sentence = message("The gallery did not show %(number)d there, which was not public.")
        self.body.notes.append(Note("gallery-hidden", sentence, {"number": picture.attachment}))
        return False

    def _missing(self, figure: dict[str, Any]) -> Part:
        """The texts of what is missing, and a link to it, so that nothing is lost."""
        picture: Picture = figure["image"]
        address = picture.source or self._targets.address_of(picture.attachment)
        self.body.is_complete = False
        values = {"picture": address[:200] or picture.attachment}
        if address.startswith("data:"):  # it was embedded in the text
            address = ""
        sentence = message("The picture %(picture)s is not here.")
        self.body.notes.append(Note("picture-missing", sentence, values, is_loss=True))
        words = figure["alt"] or _name(address) or "picture"
        lines = [_link(address, words) if address else escape(words)]
        if figure["caption"]:
            lines.append(escape(figure["caption"]))
        return part("paragraph", text="".join(f"<p>{line}</p>" for line in lines))

    def _document(self, value: dict[str, Any]) -> Iterator[Part]:
        file: File = value["document"]
        if target := self._targets.document(file):
            self.body.documents.append(target.key)
            yield part("document", **value | {"document": target.key})
            return
        words = value["description"] or _name(file.url)
        text, after = self._text(f"<p>{_link(file.url, words)}</p>")
        yield part("paragraph", text=text)
        yield from after

    def _text(self, source: str) -> tuple[str, list[Part]]:
        """Rich text with its links resolved, and the pictures that links led to."""
        after: list[Part] = []

        def replace(match: re.Match[str]) -> str:
            href, words = unescape(match[1]), match[2]
            target = self._targets.link(href, self._item.link)
            if target is not None and target.kind == "image":
                after.extend(self._linked_picture(href, words))
                return words
            return self._anchor(href, words, target)

        return _LINK.sub(replace, source), after

    def _linked_picture(self, href: str, words: str) -> Iterator[Part]:
        caption = plain(words)[:500]
        return self._pictures("image", [figure_value(Picture(href), caption=caption)])

    def _anchor(self, href: str, words: str, target: Target | None) -> str:
        if target is None:
            sentence = message("The link to %(href)s leads to nothing that was imported.")
            self.body.notes.append(Note("dead-link", sentence, {"href": href}))
            self.body.is_complete = False  # a newer export may contain it
            return _link(self._targets.absolute(href), words, is_html=True)
        if target.kind == "later":
            self.body.is_complete, self.body.waits = False, True
            return _link(self._targets.absolute(href), words, is_html=True)
        if target.kind == "address":
            return _link(target.address, words, is_html=True)
        if target.kind == "document":
            self.body.documents.append(target.key)
        return f'<a linktype="{target.kind}" id="{target.key}">{words}</a>'


def _with_ids(value: dict[str, Any], name: str) -> dict[str, Any]:
    """Lists as stored, with an ID for every item."""
    return {
        field: [_item(item, f"{name}/{field}/{index}") for index, item in enumerate(inner)]
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
