"""A text as a person sees it: the data model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BOLD, ITALIC, UNDERLINED, STRUCK = "bold", "italic", "underlined", "struck"
RAISED, LOWERED = "raised", "lowered"
CAPITALS, SMALL_CAPITALS = "capitals", "small capitals"


@dataclass(frozen=True)
class Run:
    """Text of one look; a line ends with a line feed, a page with a form feed."""

    text: str
    marks: frozenset[str] = frozenset()
    size: int = 0  # half-points; 0 for the default


@dataclass(frozen=True)
class PageNumber:
    """The number of the current page."""


@dataclass(frozen=True)
class Picture:
    """A clean picture with its size in EMU (360,000 per centimetre)."""

    content: bytes
    extension: str
    width: int
    height: int


@dataclass(frozen=True)
class Note:
    """The content of a footnote or endnote."""

    blocks: Sequence[Block]


@dataclass(frozen=True)
class Paragraph:
    content: Sequence[Run | PageNumber | Picture | Note] = ()
    heading: int = 0  # the level, from 1, for a table of contents
    alignment: str = ""
    indent: int = 0  # twentieths of a point, up to the label
    label: str = ""  # "3." or "•"


@dataclass(frozen=True)
class Cell:
    blocks: Sequence[Block]
    columns: int = 1
    merge: str = ""  # "restart" in the first row of a merged cell, "continue" in those below


@dataclass(frozen=True)
class Table:
    rows: Sequence[Sequence[Cell]]


Block = Paragraph | Table


@dataclass(frozen=True)
class Page:
    """Its size in twentieths of a point; A4 by default."""

    width: int = 11_906
    height: int = 16_838


@dataclass(frozen=True)
class Text:
    blocks: Sequence[Block]
    header: Sequence[Block] = ()
    footer: Sequence[Block] = ()
    page: Page = Page()
