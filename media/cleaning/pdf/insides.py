"""Finds what a page draws inside of patterns, masks and glyphs."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any, NamedTuple

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, Pdf, Stream

from .pages import inherited

GLYPH = 300  # pixels of a side: the letters of bitmap fonts are smaller


class Inside(NamedTuple):
    """A content stream, and the dictionary with its /Resources."""

    stream: Any
    owner: Any


def pictures_inside(page: Any) -> Iterator[Any]:
    """The pictures that the patterns, masks and glyphs of a page draw."""
    for stream, owner in _insides(page):
        used = _names(stream)
        for name, value in _entries(owner.Resources, "/XObject"):
            if name in used and isinstance(value, Stream) and value.get("/Subtype") == Name.Image:
                yield value


def put_beside(pdf: Pdf) -> None:
    """Turn inline pictures in these content streams into objects, so that each can be examined.

    The bitmap of a letter stays: there may be hundreds, and each is shown completely unless the
    page draws over it, which is reported as hidden words.
    """
    for page in pdf.pages:
        for stream, owner in _insides(page.obj):
            if b"ID" in stream.read_bytes():
                _put_beside(pdf, stream, owner)


def _put_beside(pdf: Pdf, stream: Any, owner: Any) -> None:
    instructions: list[Any] = []
    resources = owner.Resources
    pictures = resources.get("/XObject", Dictionary())
    clips = False
    for instruction in pikepdf.parse_content_stream(stream):
        clips |= str(instruction.operator) in ("W", "W*")
        if str(instruction.operator) != "INLINE IMAGE":
            instructions.append(instruction)
            continue
        [image] = instruction.operands
        picture = pdf.make_stream(image.read_raw_bytes(), image.obj)
        picture["/Type"], picture["/Subtype"] = Name.XObject, Name.Image
        if "/CharProcs" in owner and _is_letter(picture) and not clips:
            instructions.append(instruction)
            continue
        space = picture.get("/ColorSpace")
        if isinstance(space, Name) and space in (spaces := resources.get("/ColorSpace", {})):
            picture["/ColorSpace"] = spaces[space]
        name = Name(f"/Inside{len(pictures)}")
        pictures[name] = picture
        instructions.append(ContentStreamInstruction([name], Operator("Do")))
    resources["/XObject"] = pictures
    stream.write(pikepdf.unparse_content_stream(instructions))


def _is_letter(picture: Any) -> bool:
    """Whether the picture of a glyph may be the bitmap of a letter."""
    sides = (picture.get("/Width", 0), picture.get("/Height", 0))
    return picture.get("/ImageMask") is True and max(map(int, sides)) <= GLYPH


def _insides(page: Any) -> Iterator[Inside]:
    """Each content stream of a page that PDFium does not take apart, without the page itself."""
    resources = inherited(page, "/Resources")
    yield from _below(resources if isinstance(resources, Dictionary) else Dictionary(), None, set())


def _below(resources: Any, used: set[str] | None, visited: set[Any]) -> Iterator[Inside]:
    """The streams below these resources: of a page or form all, of others only used ones."""
    for owner, streams, is_inside in _drawings(resources, used):
        is_inside |= used is not None
        if owner.is_indirect:
            if (owner.objgen, is_inside) in visited:
                continue
            visited.add((owner.objgen, is_inside))
        if not is_inside:
            yield from _below(owner.get("/Resources", resources), None, visited)
            continue
        own = owner.get("/Resources", resources)
        owner["/Resources"] = copy(own)  # a copy, as pictures may be added
        names: set[str] = set()
        for stream in streams:
            names |= _names(stream)
            yield Inside(stream, owner)
        yield from _below(owner.Resources, names, visited)


def _drawings(resources: Any, used: set[str] | None) -> Iterator[tuple[Any, list[Any], bool]]:
    """Forms, patterns, masks and fonts of glyphs, and whether PDFium takes them apart."""
    for category, find in FINDERS.items():
        for name, value in _entries(resources, category):
            if (used is None or name in used) and (drawing := find(value)) is not None:
                owner, streams = drawing
                yield owner, streams, category != "/XObject"


def _entries(resources: Any, category: str) -> list[tuple[str, Any]]:
    group = resources.get(category)
    return list(group.items()) if isinstance(group, Dictionary) else []


def _names(stream: Any) -> set[str]:
    """All names in a content stream."""
    return {
        str(operand)
        for instruction in pikepdf.parse_content_stream(stream)
        for operand in instruction.operands
        if isinstance(operand, Name)
    }


def _form(value: Any) -> tuple[Any, list[Any]] | None:
    is_form = isinstance(value, Stream) and value.get("/Subtype") == Name.Form
    return (value, [value]) if is_form else None


def _pattern(value: Any) -> tuple[Any, list[Any]] | None:
    return (value, [value]) if isinstance(value, Stream) else None


def _mask(value: Any) -> tuple[Any, list[Any]] | None:
    mask = value.get("/SMask") if isinstance(value, Dictionary) else None
    group = mask.get("/G") if isinstance(mask, Dictionary) else None
    return (group, [group]) if isinstance(group, Stream) else None


def _glyphs(value: Any) -> tuple[Any, list[Any]] | None:
    glyphs = value.get("/CharProcs") if isinstance(value, Dictionary) else None
    if not isinstance(glyphs, Dictionary):
        return None
    return value, [glyph for _name, glyph in glyphs.items() if isinstance(glyph, Stream)]


FINDERS = {"/XObject": _form, "/Pattern": _pattern, "/ExtGState": _mask, "/Font": _glyphs}
