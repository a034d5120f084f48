"""JPEG and JPEG 2000 data without metadata, without decoding, for pictures in PDFs.

Encoding again could change a PDF: masks, colour spaces and printing depend on the data.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .profiles import clean_profile

EOI, SOS = 0xD9, 0xDA
APP0, APP14 = 0xE0, 0xEE
STANDALONE = {0x01, *range(0xD0, 0xD8)}
# Frames, tables, scans and restarts: ISO/IEC 10918-1, table B.1.
KEPT_MARKERS = {*range(0xC0, 0xD0), *range(0xDA, 0xDE)} - {0xC8}
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
KEPT_HEADER_BOXES = {b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef"}
JP2_SIGNATURE = b"\0\0\0\x0cjP  \r\n\x87\n"
JP2_TYPE = b"\0\0\0\x14ftypjp2 \0\0\0\0jp2 "


def clean_jpeg(content: bytes) -> bytes:
    """Keep what decodes the pixels; raises ValueError if the segments cannot be parsed."""
    if (start := content.find(b"\xff\xd8")) == -1:
        raise ValueError("no JPEG")
    return b"\xff\xd8" + b"".join(_kept_segments(content, start + 2)) + b"\xff\xd9"


def size_of_jpeg(content: bytes) -> tuple[int, int]:
    """Width and height, of a clean JPEG."""
    for marker, segment in _segments(content, 2):
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            return width, height
    raise ValueError("no frame")


def size_of_jp2(content: bytes) -> tuple[int, int]:
    """Width and height, of clean JPEG 2000 data."""
    start = content.index(SIZE) + 8
    right, bottom, left, top = struct.unpack_from(">IIII", content, start)
    return right - left, bottom - top


def _kept_segments(content: bytes, position: int) -> Iterator[bytes]:
    for marker, segment in _segments(content, position):
        yield _kept(marker, segment) if marker else segment


def _segments(content: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker, and the data of a scan with 0."""
    # Bytes between segments are skipped, as decoders do.
    while (position := content.find(b"\xff", position)) != -1 and position + 1 < len(content):
        marker = content[position + 1]
        if marker == EOI:
            return
        if marker in (0x00, 0xFF) or marker in STANDALONE:
            position += 1 if marker == 0xFF else 2
            continue
        end = position + 2 + int.from_bytes(content[position + 2 : position + 4], "big")
        if end < position + 4 or end > len(content):
            raise ValueError("a segment longer than the file")
        yield marker, content[position:end]
        position = end
        if marker == SOS:
            position = _end_of_scan(content, end)
            yield 0, content[end:position]


def _kept(marker: int, segment: bytes) -> bytes:
    """The segment, JFIF without its thumbnail; empty for metadata."""
    body = segment[4:]
    if marker == APP0 and body.startswith(b"JFIF\0") and len(body) >= 14:
        return b"\xff\xe0\x00\x10" + body[:12] + b"\0\0"
    if marker == APP14 and body.startswith(b"Adobe") and len(body) >= 12:
        return b"\xff\xee\x00\x0e" + body[:12]
    return segment if marker in KEPT_MARKERS else b""


def _end_of_scan(content: bytes, position: int) -> int:
    while (position := content.find(b"\xff", position)) != -1 and position + 1 < len(content):
        following = content[position + 1]
        if following != 0 and following != 0xFF and following not in STANDALONE:
            return position
        position += 1 if following == 0xFF else 2
    return len(content)


def clean_jp2(content: bytes) -> bytes:
    """Keep the boxes that decode the pixels; raises ValueError if they cannot be parsed.

    If there are several pictures, viewers show the first.
    """
    if not content.startswith(JP2_SIGNATURE):
        return _clean_codestream(content)
    boxes: dict[bytes, bytes] = {}
    for kind, body in _boxes(content):
        boxes.setdefault(kind, body)
    parts = [JP2_SIGNATURE, JP2_TYPE]
    if b"jp2h" in boxes:
        parts.append(_box(b"jp2h", _kept_header(boxes[b"jp2h"])))
    return b"".join([*parts, _box(b"jp2c", _clean_codestream(boxes[b"jp2c"]))])


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The outermost boxes: type and body."""
    position = 0
    while position + 8 <= len(content):
        size = int.from_bytes(content[position : position + 4], "big")
        body = position + 8
        if size == 1:
            size, body = int.from_bytes(content[body : body + 8], "big"), body + 8
        end = position + size if size else len(content)
        kind = content[position + 4 : position + 8]
        if end < body or end > len(content):
            if kind not in {b"jp2h", b"jp2c"} | KEPT_HEADER_BOXES:
                return  # data after the last box
            raise ValueError("a box longer than the file")
        yield kind, content[body:end]
        position = end


def _box(kind: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def _kept_header(body: bytes) -> bytes:
    return b"".join(
        _box(name, _colour(inner) if name == b"colr" else inner)
        for name, inner in _boxes(body)
        if name in KEPT_HEADER_BOXES
    )


def _colour(body: bytes) -> bytes:
    """The colour specification: a number, or a profile."""
    return body[:3] + clean_profile(body[3:]) if body[:1] in (b"\2", b"\3") else body[:7]


SOT, SOD, EOC, COMMENT, LENGTHS = b"\xff\x90", b"\xff\x93", b"\xff\xd9", b"\xff\x64", b"\xff\x55"
SIZE = b"\xff\x4f\xff\x51"  # the start of the data, and its first segment


def _clean_codestream(content: bytes) -> bytes:
    """Keep the headers without comments, and the data of each tile, up to the end."""
    if not content.startswith(b"\xff\x4f"):
        raise ValueError("no JPEG 2000")
    header, position = _header(content, 2, SOT)
    parts = [b"\xff\x4f", header]
    while content[position : position + 2] == SOT:
        size = int.from_bytes(content[position + 6 : position + 10], "big")
        end = position + size if size else content.rindex(EOC)
        if end > len(content) or end < position + 14:
            raise ValueError("a tile longer than the file")
        header, data = _header(content, position + 12, SOD)
        tile = header + content[data:end]
        length = (len(tile) + 12).to_bytes(4, "big")
        parts += [
            content[position : position + 6],
            length,
            content[position + 10 : position + 12],
            tile,
        ]
        position = end
    return b"".join([*parts, EOC])


def _header(content: bytes, position: int, last: bytes) -> tuple[bytes, int]:
    """The segments up to a marker, without comments and tile lengths, and the marker's position."""
    parts = []
    while (marker := content[position : position + 2]) != last:
        end = position + 2 + int.from_bytes(content[position + 2 : position + 4], "big")
        if marker[:1] != b"\xff" or end < position + 4 or end > len(content):
            raise ValueError("a segment longer than the file")
        if marker not in (COMMENT, LENGTHS):
            parts.append(content[position:end])
        position = end
    return b"".join(parts), position
