"""Pure: converts foreign HTML, of an old site or a clipboard, to blocks of a body.

`tokens` are tags and text; `tree` has blocks with styled words as leaves. The readers of blocks
(`lists`, `tables`, `quotes`, `figures`) make items of them, and `assembly` the passages of a body.
In addition to HTML they know the classes of WordPress's blocks and, by the attribute data-wp,
galleries, "more" and page breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from . import figures, lists, quotes, tables
from .assembly import assembled
from .elements import HEADINGS
from .parts import Note
from .reading import Item, Reader, SummaryEnd, plain
from .rich_text import (
    BOLD,
    Break,
    Converted,
    Paragraph,
    Rule,
    Run,
    paragraph,
    paragraphs,
    part,
)
from .sentences import message
from .tree import Element, Image, Leaf, Node, Player, tree

HEADING_LENGTH = 255

_ReadBlock = Callable[[Element, Reader], list[Item]]


def convert(html: str, headings_from_bold: bool = True, language: str = "") -> Converted:
    """The parts of a body; every word that is lost is noted."""
    root, notes = tree(html, language)
    walk = _Walk(notes)
    items = walk.items(root.children)
    return assembled(items, walk.notes, headings_from_bold)


class _Walk:
    """Reads nested blocks, and collects notes."""

    def __init__(self, notes: list[Note]) -> None:
        self.notes = notes

    def note(self, code: str, message: str, **values: Any) -> None:
        self.notes.append(Note(code, message, values))

    def items(self, nodes: Iterable[Node]) -> list[Item]:
        items: list[Item] = []
        leaves: list[Leaf] = []
        for node in nodes:
            if isinstance(node, Element):
                items += self._between_blocks(leaves)
                leaves = []
                items += _reader_of(node)(node, self)
            else:
                leaves.append(node)
        return items + self._between_blocks(leaves)

    def _between_blocks(self, leaves: list[Leaf]) -> list[Item]:
        """Paragraphs, split where they contain pictures and players."""
        if not leaves:
            return []
        items: list[Item] = []
        words: list[Run | Break] = []
        linked_addresses = {
            leaf.style.href for leaf in leaves if isinstance(leaf, Run) and leaf.text.strip()
        }
        for leaf in leaves:
            if isinstance(leaf, Image):
                items += [*paragraphs(words), *figures.image(leaf, self)]
                items += [] if leaf.href in linked_addresses else figures.image_link(leaf, self)
            elif isinstance(leaf, Player):
                items += paragraphs(words)
                items += self._player(leaf, items)
            else:
                words.append(leaf)
                continue
            words = []
        return [*items, *paragraphs(words)]

    def _player(self, leaf: Player, before: list[Item]) -> list[Item]:
        """Returns nothing for the second tag of one player, <embed> within <object>."""
        notes = len(self.notes)
        items = figures.player(leaf, self)
        if before and items[-1] == before[-1]:
            del self.notes[notes:]
            return []
        return items


def _reader_of(element: Element) -> _ReadBlock:
    if element.attributes:
        if reader := _MARKED.get(element.attributes.get("data-wp", "")):
            return reader
        if "wp-block-file" in element.classes:
            return figures.file_block
        if "wp-block-gallery" in element.classes:
            return figures.gallery
    return _READERS.get(element.name, _content)


def _content(element: Element, reader: Reader) -> list[Item]:
    return reader.items(element.children)


def _heading(element: Element, reader: Reader) -> list[Item]:
    text, further_items = plain(reader, element.children, "heading")
    if not text:
        return further_items
    if len(text) > HEADING_LENGTH:
        reader.note(
            "long-heading", "A heading was too long and became a paragraph: “%(text)s”", text=text
        )
        return [Paragraph(paragraph(text, BOLD).leaves, is_line_only=True), *further_items]
    level = min(max(int(element.name[1]), 2), 4)
    return [part("heading", text=text, level=str(level)), *further_items]


def _rule(_element: Element, _reader: Reader) -> list[Item]:
    return [Rule()]


def _summary_end(element: Element, reader: Reader) -> list[Item]:
    return [SummaryEnd(), *reader.items(element.children)]


def _noted(code: str, sentence: str) -> _ReadBlock:
    """A reader of blocks that keeps the content and adds a note for an editor."""

    def read(element: Element, reader: Reader) -> list[Item]:
        reader.note(code, sentence)
        return reader.items(element.children)

    return read


def _term(element: Element, reader: Reader) -> list[Item]:
    items = reader.items(element.children)
    for item in items:
        if isinstance(item, Paragraph):
            item.is_line_only = True
    return items


_MARKED = {
    "gallery": figures.gallery,
    "more": _summary_end,
    "page-break": _noted(
        "page-break", message("The post went on on another page here; now it is one.")
    ),
}
_READERS: dict[str, _ReadBlock] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), lists.listing),
    "li": lists.entry_alone,
    "blockquote": quotes.quote,
    "table": tables.table,
    "figure": figures.figure,
    "dl": _noted(
        "definition-list",
        message("A list of definitions became paragraphs, its terms in bold."),
    ),
    "dt": _term,
    "pre": _noted(
        "preformatted", message("Preformatted text became a paragraph that keeps its lines.")
    ),
    "hr": _rule,
}
