"""Pure: lists, and what cannot be in one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .reading import Item, Reader, as_text
from .rich_text import Listing, Paragraph
from .tree import Element, Node

_STYLE = re.compile(r"list-style(?:-type)?:\s*((?:lower|upper)-\w+)")
_LISTS = {"ul", "ol", "menu", "dir"}

Entry = list[Paragraph | Listing]


def listing(element: Element, reader: Reader) -> list[Item]:
    """The list, followed by the pictures, tables and so on in its entries."""
    entries: list[Entry] = []
    below: list[Item] = []
    loose: list[Node] = []
    for child in element.children:
        if not isinstance(child, Element) or child.name not in {"li", *_LISTS}:
            loose.append(child)
            continue
        _add(entries, loose, below, reader)
        loose = []
        if child.name == "li":
            _add(entries, child.children, below, reader)
        else:  # a list directly in a list belongs to the previous entry
            inner, other_items = _split(reader.items([child]))
            below += other_items
            entries[-1:] = [[*(entries[-1] if entries else []), *inner]]
    _add(entries, loose, below, reader)
    entries = [entry for entry in entries if entry]
    if below and not entries:
        reader.note(
            "list-of-blocks",
            "A list held only pictures or other blocks, which now stand by themselves.",
        )
    _note_numbers(element, reader)
    return [*([Listing(element.name == "ol", entries)] if entries else []), *below]


def entry_alone(element: Element, reader: Reader) -> list[Item]:
    """An entry outside of any list."""
    return listing(Element("ul", "ul", children=[element]), reader)


def _add(entries: list[Entry], nodes: Sequence[Node], below: list[Item], reader: Reader) -> None:
    if not nodes:
        return
    entry, other_items = _split(reader.items(nodes))
    below += other_items
    if entry:
        entries.append(entry)


def _split(items: list[Item]) -> tuple[Entry, list[Item]]:
    texts = [(item, as_text(item)) for item in items]
    return [text for _, text in texts if text], [item for item, text in texts if text is None]


def _note_numbers(element: Element, reader: Reader) -> None:
    """Note the original numbering of a list, if it is not 1, 2, 3."""
    if element.name != "ol":
        return
    attributes = element.attributes
    entries = (child for child in element.children if isinstance(child, Element))
    numbers = [entry.attributes["value"] for entry in entries if "value" in entry.attributes]
    style = _STYLE.search(attributes.get("style", ""))
    letter = style[1] if style else attributes.get("type", "1")
    if letter != "1" or numbers or "reversed" in attributes:
        marks = ", ".join(filter(None, [letter if letter != "1" else "", *numbers]))[:80]
        reader.note(
            "list-start",
            "A list was numbered otherwise (%(marks)s), or backwards; here it is 1, 2, 3.",
            marks=marks or "3, 2, 1",
        )
    start = attributes.get("start", "").strip()
    if start not in ("", "1"):
        reader.note(
            "list-start",
            "A numbered list began at %(start)s; the archive's begin at 1.",
            start=start[:20],
        )
