"""Pure: the comments with which WordPress's block editor marks blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from archive.markup.parts import Note
from archive.markup.sentences import message

_BLOCK = re.compile(r"\s+(/?)wp:((?:[a-z][\w-]*/)?[a-z][\w-]*)(?=[\s/]|\Z)", re.ASCII)
_ANY = re.compile(r"<!--\s++/?wp:[a-z]")


class Event(NamedTuple):
    """HTML, or the start, the end or the whole of a block by its name without "core/"."""

    kind: Literal["html", "start", "end", "void"]
    text: str  # the HTML, or the block's name
    attributes: dict[str, Any]


def has_blocks(text: str) -> bool:
    return bool(_ANY.search(text))


def events(text: str, notes: list[Note]) -> Iterator[Event]:
    """A post's content as HTML and blocks, in order;

    unreadable attributes are added to the notes.
    """
    read_until = position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 2)
        if end < 0:
            break
        position = end + 3
        match = _BLOCK.match(text, start + 4, max(end, start + 4))
        if not match:
            continue
        if read_until < start:
            yield Event("html", text[read_until:start], {})
        read_until = position
        yield _block(match, text[match.end() : end].strip(), notes)
    if read_until < len(text):
        yield Event("html", text[read_until:], {})


def _block(match: re.Match[str], attribute_text: str, notes: list[Note]) -> Event:
    name = match[2].removeprefix("core/").removeprefix("core-embed/")
    if match[1]:
        return Event("end", name, {})
    attributes = _attributes(name, attribute_text.removesuffix("/").strip(), notes)
    return Event("void" if attribute_text.endswith("/") else "start", name, attributes)


def _attributes(name: str, source: str, notes: list[Note]) -> dict[str, Any]:
    if not source:
        return {}
    try:
        attributes = json.loads(source)
    except (ValueError, RecursionError):
        attributes = None
    if isinstance(attributes, dict):
        return attributes
    sentence = message("The attributes of a %(name)s block are no JSON object: “%(source)s”.")
    notes.append(Note("block-attributes", sentence, {"name": name, "source": source[:200]}))
    return {}
