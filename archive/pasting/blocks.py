"""Pasted content as blocks of a body, or as running text where no blocks are allowed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from archive.markup import convert
from archive.markup.parts import Part
from archive.richtext import sanitised

from .clipboard import read
from .sentences import said_of


class Pasted(NamedTuple):
    """Blocks in stored form, the same as rich text, and messages for the editor."""

    parts: list[Part]
    text: str
    said: list[str]


def pasted(html: str, notes_before: int = 0) -> Pasted:
    """Everything that was copied, with its footnotes in one note at the end."""
    copied = read(html, notes_before)
    converted = convert(copied.html, headings_from_bold=False)
    parts = [_storable(part) for part in converted.parts]
    notes = list(converted.notes)
    if copied.footnotes:
        footnotes = convert("".join(copied.footnotes), headings_from_bold=False)
        notes += footnotes.notes
        text = _text(map(_storable, footnotes.parts))
        parts.append({"type": "note", "value": {"kind": "editorial", "text": text, "date": None}})
    counts = copied.dropped
    counts["footnotes"] = len(copied.footnotes)
    return Pasted(parts, _text(iter(parts)), said_of(+counts, {note.code for note in notes}))


def _storable(part: Part) -> Part:
    """Turn a link to a file of another site into text with a link, as it is no file of ours."""
    value = part["value"]
    if part["type"] == "document":
        text = f"<p>{_link(value['document'].url, value['description'])}</p>"
        return {"type": "paragraph", "value": {"text": text}}
    if part["type"] == "paragraph":
        return {"type": "paragraph", "value": {"text": sanitised(value["text"])}}
    return part


def _text(parts: Iterator[Part]) -> str:
    return "".join(_AS_TEXT[part["type"]](part["value"]) for part in parts)


def _link(href: str, words: str = "") -> str:
    return f'<a href="{escape(href)}">{escape(words or href)}</a>'


def _quote(value: dict[str, Any]) -> str:
    lines = [value["quote"].replace("\n\n", "\n"), value["attribution"]]
    return "".join(f"<p>{escape(line)}</p>" for line in "\n".join(lines).split("\n") if line)


def _table(value: dict[str, Any]) -> str:
    table = value["table"]
    header = [column["heading"] for column in table["columns"]]
    rows = [header, *(row["values"] for row in table["rows"])]
    lines = [value["caption"], *(" | ".join(row) for row in rows if any(row))]
    return "".join(f"<p>{escape(' '.join(line.split()))}</p>" for line in lines if line)


_AS_TEXT = {
    "heading": lambda value: f"<p><b>{escape(value['text'])}</b></p>",
    "paragraph": lambda value: value["text"],
    "note": lambda value: value["text"],
    "quote": _quote,
    "table": _table,
    "embed": lambda value: f"<p>{_link(value['url'])}</p>",
}
