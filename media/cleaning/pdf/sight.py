"""Finds words that are in a file but invisible on its pages.

A box covers them, they are white on white, or they are outside of the visible page. A viewer
believes them removed, but can copy them. They are read and rendered by another library than the one
that writes, so that both do not share the same fault.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from .covered import Letter, covered_letters

SCALE = 2  # pixels per unit of a page, which is 1/72 inch
LATIN_ENDS = 0x250  # every machine has fonts for these letters
AROUND = 1.5  # pixels examined around a letter
CONTRAST = 12  # of 255, below which a letter cannot be told from its surroundings
FEWEST = 2  # consecutive letters that count as a word
FAR = 10_000  # units of a page, to measure its scale and rotation
LARGEST = 4_000  # pixels of a side
THIN = 1  # unit of a page
EMPTY = 200  # times thinner than its line is high: PDFium's box for a glyph that draws nothing
UNKNOWN = "\ufffd"
INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class HiddenWords:
    """Words that are invisible, and the number of their page, from 1."""

    page: int
    words: str


def hidden_words(content: bytes) -> list[HiddenWords]:
    # Texts of the second document change their colours.
    with pypdfium2.PdfDocument(content) as document, pypdfium2.PdfDocument(content) as painted:
        return [
            HiddenWords(number, words)
            for number, page in enumerate(document, start=1)
            for words in _hidden_on(page, painted[number - 1])
        ]


def _hidden_on(page: pypdfium2.PdfPage, painted: pypdfium2.PdfPage) -> Iterator[str]:
    text = page.get_textpage()
    if not text.count_chars():
        return
    scale = min(SCALE, LARGEST / max(page.get_size()))
    sight = Sight(page, text, page.render(scale=scale).to_pil().convert("L"))
    signs = [sight.letter(index) for index in range(text.count_chars())]
    letters = [index for index, sign in enumerate(signs) if _is_letter(sign)]
    hidden = {index for index in letters if sight.is_hidden(index)}
    placed = [sight.placed(index, signs[index]) for index in letters if index not in hidden]
    hidden |= covered_letters(painted, painted.get_textpage(), filter(None, placed), scale)
    run = ""
    for index, sign in enumerate(signs):
        if _is_letter(sign) and index not in hidden:
            yield from _worth_a_word(run)
            run = ""
        elif run or _is_letter(sign):
            run += sign
    yield from _worth_a_word(run)


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or letter == UNKNOWN


def _worth_a_word(run: str) -> Iterator[str]:
    if sum(map(_is_letter, run)) >= FEWEST:
        yield " ".join(run.split())


class Sight:
    """A rendered page, and the positions of its letters."""

    def __init__(self, page: Any, text: Any, view: Image.Image) -> None:
        self.text, self.view = text, view
        self._edges: dict[int, tuple[float, float, float, float]] = {}  # a cache
        a, b, c, d, *self.origin = dots_of_page(page, view.size)
        self.across, self.up = (a, b), (c, d)

    def letter(self, index: int) -> str:
        """Which letter it is; UNKNOWN if no table of its font tells, but the font draws it."""
        point = raw.FPDFText_GetUnicode(self.text, index)
        if point and raw.FPDFText_HasUnicodeMapError(self.text, index) != 1:
            return chr(point)
        is_drawn = self._is_embedded(index) and not self._draws_nothing(index)
        return UNKNOWN if is_drawn else " "

    def placed(self, index: int, sign: str) -> Letter | None:
        """A letter with its place; None if it is meant to be invisible or this machine may lack its
        font."""
        if self._is_invisible(index) or self._may_lack_its_font(index):
            return None
        left, bottom, right, top = self._edges_of(index)
        width, height = self.view.size
        x1, y1, x2, y2 = self._box(index)
        box = (max(x1, 0), max(y1, 0), min(x2, width), min(y2, height))
        return Letter(index, sign, ((left + right) / 2, (bottom + top) / 2), box)

    def is_hidden(self, index: int) -> bool:
        if self._draws_nothing(index):
            return True
        left, top, right, bottom = self._box(index)
        width, height = self.view.size
        area = (max(left, 0), max(top, 0), min(right, width), min(bottom, height))
        if area[0] >= area[2] or area[1] >= area[3]:
            return True
        shades: Any = self.view.crop(area).getextrema()
        darkest, lightest = shades
        if lightest - darkest >= CONTRAST:
            return False
        return not self._lacks_its_font(index, darkest)

    def _draws_nothing(self, index: int) -> bool:
        """Whether the file's font has no glyph for a letter that is meant to be visible.

        Letters that are meant to be invisible lie on the picture of a scan.
        """
        left, bottom, right, top = self._edges_of(index)
        if min(right - left, top - bottom) > THIN or self._is_invisible(index):
            return False
        whole = self.text.get_charbox(index, loose=True)
        is_empty = (top - bottom) * EMPTY < whole[3] - whole[1]
        is_empty |= (right - left) * EMPTY < whole[2] - whole[0]
        return is_empty and self._is_embedded(index)

    def _is_invisible(self, index: int) -> bool:
        item = raw.FPDFText_GetTextObject(self.text, index)
        return raw.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE

    def _is_embedded(self, index: int) -> bool:
        item = raw.FPDFText_GetTextObject(self.text, index)
        return bool(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item)))

    def _edges_of(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what a letter draws."""
        if index not in self._edges:
            self._edges[index] = self.text.get_charbox(index)
        return self._edges[index]

    def _box(self, index: int) -> tuple[int, int, int, int]:
        box = self._edges_of(index)
        if box[0] >= box[2] or box[1] >= box[3]:  # of a font that draws nothing
            box = self.text.get_charbox(index, loose=True)
        (x1, y1), (x2, y2) = self._dot(box[0], box[1]), self._dot(box[2], box[3])
        left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        return (
            *(math.floor(left - AROUND), math.floor(top - AROUND)),
            *(math.ceil(right + AROUND), math.ceil(bottom + AROUND)),
        )

    def _dot(self, x: float, y: float) -> tuple[float, float]:
        return (
            self.origin[0] + x * self.across[0] + y * self.up[0],
            self.origin[1] + x * self.across[1] + y * self.up[1],
        )

    def _lacks_its_font(self, index: int, shade: int) -> bool:
        """Whether it would be visible if this machine had the font that the file does not embed."""
        if not self._may_lack_its_font(index) or self._is_invisible(index):
            return False
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        raw.FPDFText_GetFillColor(self.text, index, red, green, blue, alpha)
        return (
            abs((red.value * 299 + green.value * 587 + blue.value * 114) / 1000 - shade) > CONTRAST
        )

    def _may_lack_its_font(self, index: int) -> bool:
        is_latin = raw.FPDFText_GetUnicode(self.text, index) < LATIN_ENDS
        return not is_latin and not self._is_embedded(index)


def dots_of_page(page: Any, size: tuple[int, int]) -> Matrix:
    """From the units of a page to the pixels of its rendering in this size."""
    origin, across, up = (_dot(page, size, *point) for point in ((0, 0), (FAR, 0), (0, FAR)))
    turn = (
        (there - here) / FAR
        for end in (across, up)
        for here, there in zip(origin, end, strict=True)
    )
    a, b, c, d = turn
    return a, b, c, d, *origin


def _dot(page: Any, size: tuple[int, int], x: int, y: int) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value
