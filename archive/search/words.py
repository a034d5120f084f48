"""Pure: the words of a document as readers see them, line by line, from what is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from html import unescape
from typing import Any, NamedTuple

import nh3

from archive.blocks import table_cells

_LINE_END = re.compile(r"</(?:p|li|h[1-6]|div|tr|blockquote)>|<(?:br|hr)\b[^>]*>", re.IGNORECASE)
# With what is in it: it is no text of the document.
_DROPPED = {"script", "style", "template", "iframe", "object", "svg", "math", "noscript"}
# No database takes all of these, and no reader sees one.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\s]+")


class Public(NamedTuple):
    """The images and documents that readers may see: what is said about others is not shown."""

    images: Set[int]
    documents: Set[int]


def text_of(lines: Iterable[str | None]) -> str:
    """Lines of plain text, without empty ones and without characters that nobody sees."""
    split = (part for line in lines if line for part in line.splitlines())
    return "\n".join(clean for part in split if (clean := _UNSEEN.sub(" ", part).strip()))


def rich_text_lines(source: str | None) -> Iterator[str]:
    broken = _LINE_END.sub("\n", source or "")
    yield unescape(nh3.clean(broken, tags=set(), clean_content_tags=_DROPPED))


def body_lines(body: Iterable[Mapping[str, Any]]) -> Iterator[str | None]:
    """The words of a body's blocks, from the raw data of its stream, without those about media."""
    for block in body:
        if read := _READERS.get(block["type"]):
            yield from read(block["value"] or {})


def media_lines(body: Iterable[Mapping[str, Any]], public: Public) -> Iterator[str | None]:
    """What a body's blocks say about the images and documents that they show."""
    for block in body:
        if read := _MEDIA_READERS.get(block["type"]):
            yield from read(block["value"] or {}, public)


def captioned_lines(value: Mapping[str, Any], public: Public) -> Iterator[str | None]:
    if value.get("image") in public.images:
        alt = None if value.get("decorative") else value.get("alt")
        yield from (alt, value.get("caption"), value.get("credit"))


def _items(value: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The values of a ListBlock, whether stored with an ID each (as now) or without."""
    for item in value.get(name) or []:
        yield item["value"] if item.get("type") == "item" else item


_Reader = Callable[[Mapping[str, Any]], Iterator[str | None]]


def _plain(*names: str) -> _Reader:
    def read(value: Mapping[str, Any]) -> Iterator[str | None]:
        return (value.get(name) for name in names)

    return read


def _rich(value: Mapping[str, Any]) -> Iterator[str | None]:
    return rich_text_lines(value.get("text"))


def _dialogue(value: Mapping[str, Any]) -> Iterator[str | None]:
    for turn in _items(value, "turns"):
        yield turn.get("speaker")
        yield from rich_text_lines(turn.get("text"))


def _table(value: Mapping[str, Any]) -> Iterator[str | None]:
    header, rows = table_cells(dict(value))
    yield value.get("caption")
    for row in [header or [], *rows]:
        yield from row


def _figures(value: Mapping[str, Any]) -> Iterator[str | None]:
    yield value.get("heading")
    for figure in _items(value, "figures"):
        yield from (figure.get(name) for name in ("label", "value", "unit", "note"))


def _image(value: Mapping[str, Any], public: Public) -> Iterator[str | None]:
    return captioned_lines(value.get("figure") or {}, public)


def _gallery(value: Mapping[str, Any], public: Public) -> Iterator[str | None]:
    for figure in _items(value, "figures"):
        yield from captioned_lines(figure, public)


def _document(value: Mapping[str, Any], public: Public) -> Iterator[str | None]:
    if value.get("document") in public.documents:
        yield value.get("description")


_READERS: dict[str, _Reader] = {
    "heading": _plain("text"),
    "paragraph": _rich,
    "quote": _plain("quote", "attribution", "source"),
    "dialogue": _dialogue,
    "note": _rich,
    "embed": _plain("caption"),
    "related_entries": _plain("heading"),
    "table": _table,
    "figures": _figures,
}
_MEDIA_READERS: dict[str, Callable[[Mapping[str, Any], Public], Iterator[str | None]]] = {
    "image": _image,
    "gallery": _gallery,
    "document": _document,
}


def media_of(body: Iterable[Mapping[str, Any]]) -> tuple[set[int], set[int]]:
    """The keys of the images and of the documents that a body's blocks show."""
    images: set[int] = set()
    documents: set[int] = set()
    for block in body:
        value = block["value"] or {}
        figures = [value.get("figure") or {}] if block["type"] == "image" else []
        if block["type"] == "gallery":
            figures = list(_items(value, "figures"))
        images |= {figure["image"] for figure in figures if figure.get("image")}
        if block["type"] == "document" and value.get("document"):
            documents.add(value["document"])
    return images, documents
