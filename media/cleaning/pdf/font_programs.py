"""Embedded fonts without names, dates, authors and licences: only what draws the glyphs."""

from __future__ import annotations

import re
import struct
from io import BytesIO
from typing import Any

from fontTools.cffLib import CFFFontSet
from fontTools.t1Lib import T1Font
from fontTools.ttLib import TTFont

from .glyph_names import plain

TABLES = {
    b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp", b"cvt ", b"fpgm", b"prep", b"cmap",
    b"post", b"OS/2", b"vhea", b"vmtx", b"VORG", b"CFF ",
}  # fmt: skip
TRUETYPE = (b"\0\1\0\0", b"true", b"OTTO")
TELLING = (
    *("version", "Notice", "Copyright", "FullName", "FamilyName", "Weight", "UniqueID", "XUID"),
    *("PostScript", "BaseFontName", "BaseFontBlend", "SyntheticBase", "Embedded"),
)
TYPE1 = {
    *("FontName", "PaintType", "FontType", "Encoding", "FontMatrix", "FontBBox"),
    *("Private", "CharStrings"),
}
PRIVATE = {
    *("BlueValues", "OtherBlues", "FamilyBlues", "FamilyOtherBlues", "BlueScale", "BlueShift"),
    *("BlueFuzz", "StdHW", "StdVW", "StemSnapH", "StemSnapV", "ForceBold", "LanguageGroup"),
    *("ExpansionFactor", "lenIV", "password", "MinFeature", "RndStemUp", "Subrs", "OtherSubrs"),
    *("RD", "ND", "NP", "-|", "|-", "|"),
}
Cleaned = tuple[bytes, dict[str, int]]


def clean_truetype(content: bytes, _stream: Any = None) -> Cleaned:
    """The font with the allowed tables."""
    if content[:4] not in TRUETYPE:
        raise ValueError("no TrueType font")
    tables = {}
    for number in range(struct.unpack_from(">H", content, 4)[0]):
        name, _sum, start, size = struct.unpack_from(">4sIII", content, 12 + 16 * number)
        if name in TABLES:
            tables[name] = _table(name, content[start : start + size])
    clean = _assembled(content[:4], tables)
    return clean, {"/Length1": len(clean)}


def _table(name: bytes, body: bytes) -> bytes:
    if name == b"head":  # without checksum, and the times of creation and change
        return body[:8] + bytes(4) + body[12:20] + bytes(16) + body[36:54]
    if name == b"OS/2":  # without its vendor
        return body[:58] + bytes(4) + body[62:]
    if name == b"post":  # followed by names of glyphs
        return b"\0\3\0\0" + body[4:32]
    return clean_cff(body) if name == b"CFF " else body


def _assembled(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    power = 1 << (len(tables).bit_length() - 1)
    directory = [
        version,
        struct.pack(
            ">4H", len(tables), power * 16, power.bit_length() - 1, (len(tables) - power) * 16
        ),
    ]
    position, bodies = 12 + 16 * len(tables), []
    for name, body in sorted(tables.items()):
        padded = body + bytes(-len(body) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory.append(struct.pack(">4sIII", name, total, position, len(body)))
        bodies.append(padded)
        position += len(padded)
    return b"".join([*directory, *bodies])


def clean_compact(content: bytes, _stream: Any = None) -> Cleaned:
    """A CFF font, bare or within OpenType."""
    is_bare = content[:4] not in TRUETYPE
    return (clean_cff(content) if is_bare else clean_truetype(content)[0]), {}


def clean_cff(content: bytes) -> bytes:
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(content), TTFont())
    [name] = fonts.fontNames
    top = fonts[name]
    for part in (top, *getattr(top, "FDArray", ())):
        for key in TELLING:
            part.rawDict.pop(key, None)
        if "FontName" in part.rawDict:
            part.rawDict["FontName"] = "Embedded"
    fonts.fontNames = ["Embedded"]
    if hasattr(top, "ROS"):
        top.ROS = ("Adobe", "Identity", 0)  # the PDF's own dictionary tells it
    else:
        _rename_glyphs(top)
    output = BytesIO()
    fonts.compile(output, TTFont(recalcBBoxes=False))
    return output.getvalue()


def _rename_glyphs(top: Any) -> None:
    glyphs = top.CharStrings
    names = {name: plain(name) for name in top.charset}
    top.charset = [names[name] for name in top.charset]
    glyphs.charStrings = {names[name]: glyph for name, glyph in glyphs.charStrings.items()}
    if isinstance(encoding := getattr(top, "Encoding", None), list):
        top.Encoding = [names.get(name, name) for name in encoding]


def clean_type1(content: bytes, stream: Any) -> Cleaned:
    """A Type 1 font, which is a program: rewritten from its values."""
    font = T1Font.__new__(T1Font)
    font.data, font.encoding = content, "latin-1"
    font.parse()
    values = font.font
    names = {name: plain(name) for name in values["CharStrings"]}
    font.font = {key: value for key, value in values.items() if key in TYPE1}
    font.font["FontName"] = "Embedded"
    font.font["Private"] = {
        key: value for key, value in values["Private"].items() if key in PRIVATE
    }
    font.font["CharStrings"] = {names[name]: glyph for name, glyph in values["CharStrings"].items()}
    if isinstance(values["Encoding"], list):
        font.font["Encoding"] = [names.get(name, ".notdef") for name in values["Encoding"]]
    clean = re.sub(rb"%t1Font:[^\n]*\n", b"", font.createData())
    start = clean.index(b"eexec ") + len(b"eexec ")
    end = clean.rindex(b"0" * 64, start)
    return clean, {"/Length1": start, "/Length2": end - start, "/Length3": len(clean) - end}
