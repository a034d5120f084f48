"""Finds letters that something covers which is not plain: a picture, or a box with other letters.

Each text is drawn in a colour of its own, without smoothing: a letter with a pixel of its colour is
visible. Of the others, which may be blended, those are covered without which the page looks the
same.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, NamedTuple

from PIL import Image, ImageChops
from pypdfium2 import raw

STEP, COLOURS = 0x9E3779, 0x1000000  # coprime, so that each colour occurs once
DEEPEST = 12  # nested forms
THIN = 2  # units of a page: a rule
NEAR = 1.5  # units of a page: letters that are printed twice to look bold


class Letter(NamedTuple):
    """A letter that is meant to be visible."""

    place: int  # its index in the text
    sign: str
    middle: tuple[float, float]  # on the page
    box: tuple[int, int, int, int]  # in its picture


def covered_letters(page: Any, text: Any, letters: Iterable[Letter], scale: float) -> set[int]:
    """The indices of letters that are not visible; the colours of the page's texts change."""
    if not _may_cover(page):
        return set()
    by_item: dict[int, list[Letter]] = defaultdict(list)
    for letter in letters:
        by_item[_item(text, letter.place)].append(letter)
    numbers = count(1)
    colours = {item: next(numbers) * STEP % COLOURS for item in by_item}
    for item, colour in colours.items():
        _paint(item, colour, _alpha(item))
    places = {letter.place for group in by_item.values() for letter in group}
    signs = (index for index in range(text.count_chars()) if index not in places)
    told_items = {*by_item, *(_item(text, index) for index in signs)}
    for item in set(_texts(page)) - told_items:  # repetitions, as some programs draw bold letters
        _paint(item, 0, 0)
    view = _view(page, scale)
    own = [(letter, colours[item]) for item, group in by_item.items() for letter in group]
    content, width = view.tobytes(), view.width
    doubtful = {
        letter.place: letter for letter, colour in own if not _has(content, width, letter, colour)
    }
    if not doubtful:
        return set()
    for item, group in by_item.items():
        if any(letter.place in doubtful for letter in group):
            _paint(item, 0, 0)
    change = ImageChops.difference(view, _view(page, scale))
    visible = _Places(letter for letter, _colour in own if letter.place not in doubtful)
    return {
        index
        for index, letter in doubtful.items()
        if not change.crop(letter.box).getbbox() and letter not in visible
    }


class _Places:
    """Where which letters are visible."""

    def __init__(self, letters: Iterable[Letter]) -> None:
        self._by_cell: dict[tuple[str, int, int], list[Letter]] = defaultdict(list)
        for letter in letters:
            self._by_cell[letter.sign, *_cell(letter)].append(letter)

    def __contains__(self, letter: Letter) -> bool:
        """Whether the same letter is visible at this place."""
        return any(
            abs(other.middle[0] - letter.middle[0]) < NEAR
            and abs(other.middle[1] - letter.middle[1]) < NEAR
            for other in self._around(letter)
        )

    def _around(self, letter: Letter) -> Iterator[Letter]:
        x, y = _cell(letter)
        for column in (x - 1, x, x + 1):
            for row in (y - 1, y, y + 1):
                yield from self._by_cell.get((letter.sign, column, row), ())


def _cell(letter: Letter) -> tuple[int, int]:
    return int(letter.middle[0] // NEAR), int(letter.middle[1] // NEAR)


def _may_cover(page: Any) -> bool:
    """Whether a page draws something after a text that is no text and not as thin as a rule."""
    has_text = False
    for place in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, place)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM or (
            has_text and kind != raw.FPDF_PAGEOBJ_TEXT and not _is_thin(item)
        ):
            return True
        has_text |= kind == raw.FPDF_PAGEOBJ_TEXT
    return False


def _is_thin(item: Any) -> bool:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    is_known = raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return bool(is_known) and min(right.value - left.value, top.value - bottom.value) < THIN


def _texts(page: Any) -> Iterator[int]:
    """The addresses of all texts of a page, also within forms."""
    waiting = [
        (raw.FPDFPage_GetObject(page, place), 0) for place in range(raw.FPDFPage_CountObjects(page))
    ]
    while waiting:
        item, depth = waiting.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield _address(item)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            places = range(raw.FPDFFormObj_CountObjects(item))
            waiting += [(raw.FPDFFormObj_GetObject(item, place), depth + 1) for place in places]


def _item(text: Any, index: int) -> int:
    """The address of the text that a letter belongs to."""
    return _address(raw.FPDFText_GetTextObject(text, index))


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _paint(item: int, colour: int, alpha: int) -> None:
    pointer = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    parts = (colour >> 16, colour >> 8 & 255, colour & 255, alpha)
    raw.FPDFPageObj_SetFillColor(pointer, *parts)
    raw.FPDFPageObj_SetStrokeColor(pointer, *parts)


def _alpha(item: int) -> int:
    """How opaque a text is, at most 255: one that shows what is below goes on to do so."""
    red, green, blue, alpha = (ctypes.c_uint(255) for _ in range(4))
    pointer = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    raw.FPDFPageObj_GetFillColor(pointer, red, green, blue, alpha)
    return alpha.value


def _view(page: Any, scale: float) -> Image.Image:
    view: Image.Image = page.render(scale=scale, no_smoothtext=True).to_pil().convert("RGB")
    return view


def _has(content: bytes, width: int, letter: Letter, colour: int) -> bool:
    """Whether a dot of the letter's box in a picture has a colour."""
    dot = colour.to_bytes(3, "big")
    left, top, right, bottom = letter.box
    for row in range(top, bottom):
        start, end = (row * width + left) * 3, (row * width + right) * 3
        place = content.find(dot, start, end)
        while place != -1:
            if (place - start) % 3 == 0:
                return True
            place = content.find(dot, place + 1, end)
    return False
