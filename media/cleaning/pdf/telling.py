"""Finds fonts that declare other letters than they draw: copying gives something invisible.

A font itself tells what a glyph draws, by its table of letters or by the glyph's standard name. If
it has neither, nobody can tell without looking at the page.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping
from io import BytesIO
from itertools import starmap
from typing import Any
from unicodedata import category, normalize

from fontTools.agl import toUnicode
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Array, Dictionary, Name, Stream

from .character_maps import SECTION, source_of
from .colours import data_of
from .keeping import Unclean, plain_name

FEWEST = 2  # letters; one may be a fault of the program that made the font
MOST_CODES = 65_536
BROKEN = (TTLibError, struct.error, ValueError, LookupError, AssertionError, AttributeError)
TOKENS = re.compile(r"<([0-9A-Fa-f\s]*)>|([\[\]])")


def refuse_other_letters(font: Any) -> None:
    """Raise Unclean if a font declares other letters than it draws."""
    if not isinstance(font.get("/ToUnicode"), Stream):
        return
    told_by_code = letters_of(data_of(font["/ToUnicode"]))
    has_table = font.get("/Subtype") == Name.Type0
    shown_by_code = _by_table(font, told_by_code) if has_table else _by_names(font)
    common = [
        (told_by_code[code], letters)
        for code, letters in shown_by_code.items()
        if code in told_by_code
    ]
    count = sum(starmap(_differ, common))
    # Some programs name all glyphs A, B and C, but hardly when most of the names are right.
    if count >= FEWEST and (has_table or 2 * count > len(common)):
        raise Unclean("letters that are told as others")


def letters_of(content: bytes) -> dict[int, str]:
    """The text that each code of a character map stands for."""
    letters: dict[int, str] = {}
    for section, body in SECTION.findall(source_of(content)):
        if section not in ("bfchar", "bfrange"):
            continue
        tokens = [bracket or "".join(digits.split()) for digits, bracket in TOKENS.findall(body)]
        pairs = _pairs(tokens) if section == "bfchar" else _ranges(tokens)
        for code, text in pairs:
            letters.setdefault(code, text)
    return letters


def _pairs(tokens: list[str]) -> Iterable[tuple[int, str]]:
    return [
        (int(code or "0", 16), _text(text))
        for code, text in zip(tokens[::2], tokens[1::2], strict=False)
    ]


def _ranges(tokens: list[str]) -> Iterable[tuple[int, str]]:
    place = 0
    while place + 2 < len(tokens):
        first, last = (int(token or "0", 16) for token in tokens[place : place + 2])
        last = min(last, first + MOST_CODES)
        place += 2
        if tokens[place] == "[":
            end = tokens.index("]", place)
            yield from zip(
                range(first, last + 1), map(_text, tokens[place + 1 : end]), strict=False
            )
            place = end + 1
            continue
        text = _text(tokens[place])
        place += 1
        for step in range(last - first + 1 if text else 0):
            point = ord(text[-1]) + step
            if point < 0x110000:
                yield first + step, text[:-1] + chr(point)


def _text(digits: str) -> str:
    return bytes.fromhex(digits[: len(digits) // 4 * 4]).decode("utf-16-be", "replace")


def _by_table(font: Any, codes: Iterable[int]) -> dict[int, set[str]]:
    """For a font whose codes are glyph numbers, the texts of these glyphs in its own table."""
    descendant = font["/DescendantFonts"][0]
    descriptor = descendant.get("/FontDescriptor")
    is_usual = plain_name(font.get("/Encoding")) in ("Identity-H", "Identity-V")
    if not (is_usual and isinstance(descriptor, Dictionary) and "/FontFile2" in descriptor):
        return {}
    letters = _letters_of_glyphs(data_of(descriptor["/FontFile2"]))
    numbers = descendant.get("/CIDToGIDMap")
    numbers = data_of(numbers) if isinstance(numbers, Stream) else None
    letters_by_code = {}
    for code in codes if letters else ():
        glyph = code if numbers is None else int.from_bytes(numbers[2 * code : 2 * code + 2], "big")
        letters_by_code[code] = letters.get(glyph, set())
    return letters_by_code


def _letters_of_glyphs(content: bytes) -> Mapping[int, set[str]]:
    """By glyph number; empty if that table, which viewers do not use, is missing or broken."""
    letters: dict[int, set[str]] = defaultdict(set)
    try:
        with TTFont(BytesIO(content), lazy=True, fontNumber=0) as program:
            for table in program["cmap"].tables:
                if table.isUnicode():
                    for point, name in table.cmap.items():
                        letters[program.getGlyphID(name)].add(chr(point))
    except BROKEN:
        return {}
    return letters


def _by_names(font: Any) -> dict[int, set[str]]:
    """For a font whose codes have glyph names, the meaning of these."""
    encoding = font.get("/Encoding")
    differences = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
    letters_by_code, code = {}, 0
    for part in differences.as_list() if isinstance(differences, Array) else []:
        if not isinstance(part, Name):
            code = int(part)
            continue
        name = plain_name(part).partition(".")[0]
        if len(name) == 1 or name.startswith("uni"):
            letters_by_code[code] = {toUnicode(name)}
        code += 1
    return letters_by_code


def _differ(text: str, glyph_texts: set[str]) -> bool:
    """Whether it declares a letter or digit and shows something else, in any normal form."""
    letter, glyph_letters = _plain(text), set(map(_plain, glyph_texts))
    is_own = any(category(glyph[0]) == "Co" for glyph in glyph_letters if glyph)
    if not glyph_letters or is_own or len(letter) != 1 or not letter.isalnum():
        return False
    return letter not in glyph_letters


def _plain(text: str) -> str:
    return normalize("NFKC", text).casefold()
