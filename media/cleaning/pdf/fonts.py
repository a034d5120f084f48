"""Fonts: what draws their glyphs, and which letters these are."""

from __future__ import annotations

import re
import struct
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream, String

from . import font_programs
from .character_maps import PREDEFINED, clean_map
from .colours import data_of
from .glyph_names import plain
from .keeping import (
    Copy,
    Rules,
    Unclean,
    always,
    anew,
    each,
    either,
    entries,
    fill,
    number,
    numbers,
    one_of,
    plain_name,
)
from .telling import refuse_other_letters

ENCODINGS = ("StandardEncoding", "MacRomanEncoding", "MacExpertEncoding", "WinAnsiEncoding")
SIMPLE = ("Type1", "MMType1", "TrueType")
# Fonts that are not embedded keep these names. Other names are replaced, as viewers do.
FAMILIES = re.compile(
    r"(Helvetica|Arial|ArialMT|Times|TimesNewRoman|TimesNewRomanPS|TimesNewRomanPSMT|Courier"
    r"|CourierNew|CourierNewPS|CourierNewPSMT|Symbol|SymbolMT|ZapfDingbats|Wingdings|Verdana"
    r"|Georgia|Tahoma|Calibri|Cambria|MS-P?(Gothic|Mincho)|MSP?(Gothic|Mincho)|Heisei(Min-W3"
    r"|KakuGo-W5)|Ryumin-Light|GothicBBB-Medium|Koz(Min|Go)Pro?N?|HYSMyeongJo|HYGoThic|Batang"
    r"|BatangChe|Gulim|GulimChe|Dotum|DotumChe|MalgunGothic|SimSun|SimHei|STSong|MSung|MHei)"
    r"([-,]?(Roman|Regular|Light|Medium|Bold|Italic|Oblique|MT|VI|Std|Acro))*"
)
REPLACEMENTS = {
    "Japan1": "HeiseiMin-W3",
    "Korea1": "HYSMyeongJo-Medium",
    "KR": "HYSMyeongJo-Medium",
    "GB1": "STSong-Light",
    "CNS1": "MSung-Light",
}
FIXED, SERIF = 1, 2  # flags of a font descriptor: PDF 32000-1:2008, table 123


def font(copy: Copy, value: Any, resources: Any) -> Any:
    if not isinstance(value, Dictionary):
        return None
    if (new := copy.find(value, "font")) is not None:
        return new
    refuse_other_letters(value)
    kind = plain_name(value.get("/Subtype"))
    new = copy.dictionary(value, "font")
    if kind == "Type3" and not new.is_indirect:  # as texts refer to it
        new = copy.target.make_indirect(new)
    if kind not in (*SIMPLE, "Type0", "Type3"):
        raise Unclean("a kind of font that nobody knows")
    fill(copy, new, value, COMPOSITE if kind == "Type0" else FONT)
    new["/Subtype"] = Name(f"/{kind}")
    if kind == "Type3":
        copy.drawn_fonts.append((new, value, resources.source))
    elif kind == "Type0":
        new["/BaseFont"] = new["/DescendantFonts"][0]["/BaseFont"]
    else:
        new["/BaseFont"] = _name(value)
        if (descriptor := new.get("/FontDescriptor")) is not None:
            descriptor["/FontName"] = new["/BaseFont"]
    return new


def _name(value: Any) -> Name:
    """A neutral name if the font is embedded, otherwise one that viewers may have."""
    descriptor = value.get("/FontDescriptor")
    descriptor = descriptor if isinstance(descriptor, Dictionary) else Dictionary()
    if any(key in descriptor for key in PROGRAMS):
        return Name("/AAAAAA+Embedded")
    if FAMILIES.fullmatch(plain_name(value.get("/BaseFont"))):
        return anew(plain_name(value["/BaseFont"]))
    system = value.get("/CIDSystemInfo")
    if isinstance(system, Dictionary):
        return Name(f"/{REPLACEMENTS.get(str(system.get('/Ordering')), 'HeiseiMin-W3')}")
    flags = int(descriptor.get("/Flags", 0))
    if flags & FIXED:
        return Name.Courier
    return Name("/Times-Roman") if flags & SERIF else Name.Helvetica


def _differences(_copy: Copy, value: Any) -> Any:
    if not isinstance(value, Array):
        return None
    parts = [
        Name(f"/{plain(plain_name(part))}") if isinstance(part, Name) else int(part)
        for part in value.as_list()
    ]
    return Array(parts)


def _map(copy: Copy, value: Any) -> Any:
    if isinstance(value, Name):
        return one_of(*PREDEFINED)(copy, value)
    if not isinstance(value, Stream):
        return None
    if (new := copy.find(value, "map")) is None:
        new = copy.stream(value, "map", clean_map(data_of(value)))
        fill(copy, new, value, MAP)
        if "/CMapName" in value:
            new["/Type"], new["/CMapName"] = Name.CMap, Name.Map
            new["/CIDSystemInfo"] = _system(copy, value.get("/CIDSystemInfo"))
    return new


def _system(_copy: Copy, value: Any) -> Any:
    ordering = str(value.get("/Ordering", "")) if isinstance(value, Dictionary) else ""
    is_usual = ordering in REPLACEMENTS
    return Dictionary(
        Registry=String("Adobe"),
        Ordering=String(ordering if is_usual else "Identity"),
        Supplement=int(value.get("/Supplement", 0)) if is_usual else 0,
    )


def _descendants(copy: Copy, value: Any) -> Any:
    source = value[0]
    new = entries(DESCENDANT)(copy, source)
    new["/BaseFont"] = _name(source)
    if (descriptor := new.get("/FontDescriptor")) is not None:
        descriptor["/FontName"] = new["/BaseFont"]
        if isinstance(numbers := source.get("/CIDToGIDMap"), Stream):
            clean = _glyph_numbers(data_of(numbers), source["/FontDescriptor"].get("/FontFile2"))
            new["/CIDToGIDMap"] = copy.target.make_stream(clean)
    return Array([new])


def _glyph_numbers(content: bytes, program: Any) -> bytes:
    """The glyph of each code, two bytes each, for the codes that the font has."""
    if not isinstance(program, Stream):
        return b""
    with TTFont(BytesIO(data_of(program)), lazy=True, fontNumber=0) as font:
        count = font["maxp"].numGlyphs
    codes = min(len(content) // 2, 65_536)
    glyphs = struct.unpack(f">{codes}H", content[: 2 * codes])
    return struct.pack(f">{codes}H", *(glyph if glyph < count else 0 for glyph in glyphs))


def _program(clean: Any) -> Any:
    def rule(copy: Copy, value: Any) -> Any:
        if (new := copy.find(value, "font program")) is not None:
            return new
        try:
            content, lengths = clean(data_of(value), value)
        except MemoryError:
            raise
        except Exception as error:
            raise Unclean("an embedded font that cannot be read") from error
        new = copy.stream(value, "font program", content)
        for key, length in lengths.items():
            new[key] = length
        fill(copy, new, value, PROGRAM)
        return new

    return rule


PROGRAM: Rules = {"/Subtype": one_of("Type1C", "CIDFontType0C", "OpenType")}
PROGRAMS: Rules = {
    "/FontFile": _program(font_programs.clean_type1),
    "/FontFile2": _program(font_programs.clean_truetype),
    "/FontFile3": _program(font_programs.clean_compact),
}
DESCRIPTOR: Rules = {
    "/Type": always("/FontDescriptor"),
    "/FontBBox": numbers,
    **dict.fromkeys(
        (
            *(
                "/Flags",
                "/ItalicAngle",
                "/Ascent",
                "/Descent",
                "/Leading",
                "/CapHeight",
                "/XHeight",
            ),
            *("/StemV", "/StemH", "/AvgWidth", "/MaxWidth", "/MissingWidth", "/FontWeight"),
        ),
        number,
    ),
    **PROGRAMS,
}
ENCODING: Rules = {"/BaseEncoding": one_of(*ENCODINGS), "/Differences": _differences}
FONT: Rules = {
    "/Type": always("/Font"),
    "/FirstChar": number,
    "/LastChar": number,
    "/Widths": numbers,
    "/FontBBox": numbers,
    "/FontMatrix": numbers,
    "/FontDescriptor": entries(DESCRIPTOR),
    "/Encoding": either(one_of(*ENCODINGS), entries(ENCODING)),
    "/ToUnicode": _map,
}
DESCENDANT: Rules = {
    "/Type": always("/Font"),
    "/Subtype": one_of("CIDFontType0", "CIDFontType2"),
    "/CIDSystemInfo": _system,
    "/FontDescriptor": entries(DESCRIPTOR),
    "/DW": number,
    "/W": each(either(number, numbers)),
    "/DW2": numbers,
    "/W2": each(either(number, numbers)),
    "/CIDToGIDMap": one_of("Identity"),
}
COMPOSITE: Rules = {
    "/Type": always("/Font"),
    "/Encoding": _map,
    "/DescendantFonts": _descendants,
    "/ToUnicode": _map,
}
MAP: Rules = {"/WMode": number, "/UseCMap": _map}
