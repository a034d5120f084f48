"""Black-and-white pictures in the compression formats of fax machines and scanners."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NamedTuple

from PIL import Image

# Kinds of segments: ITU-T T.88, 7.3.
LEFT_OUT = {49, 51, 52, 62}  # ends of page and file, profiles, and comments
DICTIONARIES = {0, 16, 53}  # of symbols, patterns and codes
PAGE, REGIONS = 48, {6, 7, 22, 23, 38, 39}  # text, halftones and others, shown at once
OR = 0  # a region that only adds ink
TIFF_STRIP_START, TIFF_STRIP_SIZE = 273, 279


class Segment(NamedTuple):
    """A part of JBIG2 data: its kind, and its bytes from its header on."""

    kind: int
    content: bytes
    head: int  # bytes

    @property
    def body(self) -> bytes:
        return self.content[self.head :]


def segments_of(content: bytes) -> list[Segment]:
    """The segments without comments; raises ValueError if they cannot be parsed."""
    return [segment for segment in _segments(content) if segment.kind not in LEFT_OUT]


def joined(segments: Iterable[Segment]) -> bytes:
    return b"".join(segment.content for segment in segments)


def shows_all(common: list[Segment], segments: list[Segment], size: tuple[int, int]) -> bool:
    """Whether a picture shows whatever its segments draw, as far as can be told from outside."""
    pages = [segment for segment in segments if segment.kind == PAGE]
    regions = [segment for segment in segments if segment.kind in REGIONS]
    shared = [segment for segment in segments if segment.kind not in {PAGE, *REGIONS}]
    if len(pages) != 1 or any(part.kind not in DICTIONARIES for part in [*common, *shared]):
        return False
    width, height, _across, _down, flags = struct.unpack_from(">IIIIB", pages[0].body)
    is_white = not flags & 0b100
    return is_white and (width, height) == size and all(_adds(region, size) for region in regions)


def _adds(region: Segment, size: tuple[int, int]) -> bool:
    """Whether a region only adds ink, within the picture."""
    width, height, left, top, flags = struct.unpack_from(">IIIIB", region.body)
    is_inside = left + width <= size[0] and top + height <= size[1]
    return is_inside and flags & 0b111 == OR


def _segments(content: bytes) -> Iterator[Segment]:
    position = 0
    while position + 11 <= len(content):
        number = int.from_bytes(content[position : position + 4], "big")
        flags, references = content[position + 4], content[position + 5]
        count, head = references >> 5, position + 6
        if count == 7:
            count = int.from_bytes(content[position + 5 : position + 9], "big") & 0x1FFFFFFF
            head = position + 9 + (count + 8) // 8
        head += count * (1 if number <= 256 else 2 if number <= 65_536 else 4)
        head += 4 if flags & 0x40 else 1
        size = int.from_bytes(content[head : head + 4], "big")
        end = head + 4 + size
        if size == 0xFFFFFFFF or end > len(content):
            raise ValueError("a segment longer than the file")
        yield Segment(flags & 0x3F, content[position:end], head + 4 - position)
        position = end


def packed(picture: Image.Image) -> bytes:
    """A 1-bit picture in fax compression (Group 4), with 1 for white."""
    output = BytesIO()
    picture.save(output, "TIFF", compression="group4", tiffinfo={278: picture.height})
    with Image.open(BytesIO(output.getvalue())) as tiff:
        [start], [size] = (tiff.tag_v2[tag] for tag in (TIFF_STRIP_START, TIFF_STRIP_SIZE))  # type: ignore[attr-defined]
    return output.getvalue()[start : start + size]
