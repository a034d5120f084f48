"""Black-and-white pictures in the compression formats of fax machines and scanners."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image

# Profiles, ends of page and file, and extensions, which contain comments: ITU-T T.88, 7.3.
LEFT_OUT = {49, 51, 52, 62}
TIFF_STRIP_START, TIFF_STRIP_SIZE = 273, 279


def clean_jbig2(content: bytes) -> bytes:
    """Keep the segments that draw; raises ValueError if the segments cannot be parsed."""
    return b"".join(_segments(content))


def _segments(content: bytes) -> Iterator[bytes]:
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
        if flags & 0x3F not in LEFT_OUT:
            yield content[position:end]
        position = end


def packed(picture: Image.Image) -> bytes:
    """A 1-bit picture in fax compression (Group 4), with 1 for white."""
    output = BytesIO()
    picture.save(output, "TIFF", compression="group4", tiffinfo={278: picture.height})
    with Image.open(BytesIO(output.getvalue())) as tiff:
        [start], [size] = (tiff.tag_v2[tag] for tag in (TIFF_STRIP_START, TIFF_STRIP_SIZE))  # type: ignore[attr-defined]
    return output.getvalue()[start : start + size]
