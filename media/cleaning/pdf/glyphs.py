"""Glyphs that are drawn like pages: only those that a text shows.

A glyph may contain a bitmap of any size, and fonts keep the glyphs of words that were removed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Dictionary

from .glyph_names import plain
from .keeping import Copy, plain_name
from .lettering import UPRIGHT
from .resources import Resources, drawing


def draw_glyphs(copy: Copy) -> None:
    """Copy the glyphs of all drawn fonts, once all texts have been copied."""
    for new, value, outer in copy.drawn_fonts:  # a glyph may add fonts
        resources = Resources(copy, value.get("/Resources", outer))
        drawn_names = _shown_names(value, copy.shown_codes[new.objgen])
        glyphs = Dictionary()
        for name, stream in value["/CharProcs"].items():
            if name in drawn_names or copy.shows_unknown_font:
                with copy.unread():
                    data = drawing(copy, resources, stream, UPRIGHT)
                glyphs[f"/{plain(name[1:])}"] = copy.target.make_stream(data)
        new["/CharProcs"], new["/Resources"] = glyphs, resources.dictionary()


def _shown_names(font: Any, codes: Iterable[int]) -> set[str]:
    """The names of the glyphs that these codes may show."""
    encoding = font.get("/Encoding")
    differences = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
    names: dict[int, str] = {}
    code = 0
    for part in differences.as_list() if isinstance(differences, Array) else []:
        if plain_name(part):
            names[code] = str(part)
            code += 1
        else:
            code = int(part)
    shown_names = {names[code] for code in codes if code in names}
    is_table = isinstance(encoding, Dictionary)
    if not is_table or "/BaseEncoding" in encoding:
        # Other codes have names of a standard encoding, which are not in the table.
        shown_names |= set(font["/CharProcs"].keys()) - set(names.values())
    return shown_names
