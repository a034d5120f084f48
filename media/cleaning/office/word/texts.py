"""A text as somebody sees it, in classes of our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BOLD, ITALIC, UNDERLINED, STRUCK = "bold", "italic", "underlined", "struck"
RAISED, LOWERED = "raised", "lowered"
CAPITALS, SMALL_CAPITALS = "capitals", "small capitals"


@dataclass(frozen=True)
class Run:
    """Words of one look; a line ends with a line feed, a page with a form feed."""

    text: str
    marks: frozenset[str] = frozenset()
    size: int = 0  # in half points; 0 where it is the usual


@dataclass(frozen=True)
class PageNumber:
    """The number of the page that it stands on."""


@dataclass(frozen=True)
class Picture:
    """A clean picture, and how large it is shown: in EMU, of which a centimetre has 360,000."""

    content: bytes
    extension: str
    width: int
    height: int


@dataclass(frozen=True)
class Note:
    """What a footnote or endnote says."""

    blocks: Sequence[Block]


@dataclass(frozen=True)
class Paragraph:
    content: Sequence[Run | PageNumber | Picture | Note] = ()
    heading: int = 0  # from 1, as in a table of contents
    alignment: str = ""
    indent: int = 0  # in twentieths of a point, to where its label begins
    label: str = ""  # "3." or "•"


@dataclass(frozen=True)
class Cell:
    blocks: Sequence[Block]
    columns: int = 1
    merge: str = ""  # "restart" of the first of several rows, "continue" of those below


@dataclass(frozen=True)
class Table:
    rows: Sequence[Sequence[Cell]]


Block = Paragraph | Table


@dataclass(frozen=True)
class Page:
    """Its size, in twentieths of a point: A4 unless said."""

    width: int = 11_906
    height: int = 16_838


@dataclass(frozen=True)
class Text:
    blocks: Sequence[Block]
    header: Sequence[Block] = ()
    footer: Sequence[Block] = ()
    page: Page = Page()
