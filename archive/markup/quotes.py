"""Pure: quotations, and their sources."""

from __future__ import annotations

import re

from .parts import Part
from .reading import Item, Reader, as_text, link, linked
from .rich_text import Paragraph, join_lines, paragraphs, part, split_lines
from .tree import Element

LENGTH = 255
_DASH = re.compile(r"\s*(?:--|[—–―])\s*")


def quote(element: Element, reader: Reader) -> list[Item]:
    """Paragraphs as quotations, with lists, tables and pictures between and after them."""
    items: list[Item] = []
    quoted_paragraphs: list[Paragraph] = []
    for item in reader.items(element.children):
        words = as_text(item) if isinstance(item, dict) and item["type"] == "heading" else item
        if isinstance(words, Paragraph):
            quoted_paragraphs.append(words)
        else:
            items += _quotation(quoted_paragraphs, reader)
            items.append(item)
            quoted_paragraphs = []
    return items + _quotation(quoted_paragraphs, reader)


def _quotation(quoted_paragraphs: list[Paragraph], reader: Reader) -> list[Item]:
    if not quoted_paragraphs:
        return []
    words_alone, attribution = _attributed(quoted_paragraphs)
    text = "\n\n".join(paragraph.text for paragraph in words_alone)
    quotation: Part = part("quote", quote=text, attribution=attribution, source="")
    links = {
        href: text for paragraph in quoted_paragraphs for href, text in linked(paragraph).items()
    }
    if links:
        reader.note(
            "link-in-quote",
            "A quotation cannot hold links; they stand below it: %(links)s",
            links=", ".join(links),
        )
    return [quotation, *(link(href, text) for href, text in links.items())]


def _attributed(quoted_paragraphs: list[Paragraph]) -> tuple[list[Paragraph], str]:
    """The text without its last line, if that names the source."""
    *before, last = quoted_paragraphs
    *lines, last_line = split_lines(last.leaves)
    ending = Paragraph(list(last_line))
    name = ending.text.strip()
    dash = _DASH.match(name)
    is_named = all("cite" in run.style.marks for run in ending.runs) or (
        dash is not None and not _is_spoken_in_turns([*before, Paragraph(join_lines(lines))])
    )
    name = name[dash.end() :] if dash else name
    remaining = paragraphs(join_lines(lines))
    if not is_named or not name or len(name) > LENGTH or not (before or remaining):
        return quoted_paragraphs, ""
    return [*before, *remaining], name


def _is_spoken_in_turns(paragraphs: list[Paragraph]) -> bool:
    """Whether other lines begin with a dash, too."""
    lines = (line for paragraph in paragraphs for line in paragraph.text.split("\n"))
    return any(map(_DASH.match, lines))
