"""Pure: quotations, and whose words they are."""

from __future__ import annotations

import re

from archive.wordpress.html.reading import Item, Reader, as_text, link, linked, part
from archive.wordpress.html.rich_text import Paragraph, paragraphs
from archive.wordpress.html.tree import Break, Element, Run
from archive.wordpress.parts import Part

LENGTH = 255
_DASH = re.compile(r"\s*(?:--|[—–―])\s*")


def quote(element: Element, reader: Reader) -> list[Item]:
    """Paragraphs as quotations; lists, tables and pictures stand between and after them."""
    found: list[Item] = []
    said: list[Paragraph] = []
    for item in reader.items(element.children):
        words = as_text(item) if isinstance(item, dict) and item["type"] == "heading" else item
        if isinstance(words, Paragraph):
            said.append(words)
        else:
            found += _quotation(said, reader)
            found.append(item)
            said = []
    return found + _quotation(said, reader)


def _quotation(said: list[Paragraph], reader: Reader) -> list[Item]:
    if not said:
        return []
    lines, attribution = _attributed(said)
    text = "\n\n".join(found.text for found in lines)
    quotation: Part = part("quote", quote=text, attribution=attribution, source="")
    words = {href: shown for found in said for href, shown in linked(found).items()}
    if words:
        text = f"A quotation cannot hold links; they stand below it: {', '.join(words)}"
        reader.note("link-in-quote", text)
    return [quotation, *(link(href, shown) for href, shown in words.items())]


def _attributed(said: list[Paragraph]) -> tuple[list[Paragraph], str]:
    """The words without their last line, where that names who said them."""
    *before, last = said
    lines = _lines(last)
    ending = Paragraph(list(lines[-1]))
    name = ending.text.strip()
    dash = _DASH.match(name)
    is_named = all("cite" in run.style.marks for run in ending.runs) or (
        dash is not None and not _is_spoken_in_turns([*before, Paragraph(_joined(lines[:-1]))])
    )
    name = name[dash.end() :] if dash else name
    rest = paragraphs(_joined(lines[:-1]))
    if not is_named or not name or len(name) > LENGTH or not (before or rest):
        return said, ""
    return [*before, *rest], name


def _is_spoken_in_turns(said: list[Paragraph]) -> bool:
    """Whether other lines begin with a dash, too."""
    return any(_DASH.match(line) for found in said for line in found.text.split("\n"))


def _lines(found: Paragraph) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for leaf in found.leaves:
        if isinstance(leaf, Break):
            lines.append([])
        else:
            lines[-1].append(leaf)
    return lines


def _joined(lines: list[list[Run]]) -> list[Run | Break]:
    joined: list[Run | Break] = []
    for line in lines:
        joined += [*([Break()] if joined else []), *line]
    return joined
