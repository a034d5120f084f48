"""JPEG and JPEG 2000 data without metadata and without decoding it, for pictures inside PDFs.

A PDF cannot have its pictures encoded anew: masks, colour spaces and the print depend on them.
"""

from __future__ import annotations

from collections.abc import Iterator

EOI, SOS, COM = 0xD9, 0xDA, 0xFE
APP0, APP2, APP14, APP15 = 0xE0, 0xE2, 0xEE, 0xEF
STANDALONE = {0x01, *range(0xD0, 0xD8)}
METADATA_BOXES = {b"xml ", b"uuid", b"uinf", b"jp2i", b"asoc", b"lbl ", b"free", b"skip"}
JP2_SIGNATURE = b"\0\0\0\x0cjP  \r\n\x87\n"


def clean_jpeg(content: bytes) -> bytes:
    """Keep what decodes the pixels; raise ValueError where the segments cannot be followed."""
    if (start := content.find(b"\xff\xd8")) == -1:
        raise ValueError("no JPEG")
    return b"\xff\xd8" + b"".join(_kept_segments(content, start + 2)) + b"\xff\xd9"


def _kept_segments(content: bytes, position: int) -> Iterator[bytes]:
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
        yield _kept(marker, content[position:end])
        position = end
        if marker == SOS:
            position = _end_of_scan(content, end)
            yield content[end:position]


def _kept(marker: int, segment: bytes) -> bytes:
    """Return the segment, JFIF without its thumbnail, or nothing for metadata."""
    body = segment[4:]
    if marker == APP0 and body.startswith(b"JFIF\0") and len(body) >= 14:
        return b"\xff\xe0\x00\x10" + body[:12] + b"\0\0"
    if marker == APP2 and body.startswith(b"ICC_PROFILE\0"):
        return segment
    if marker == APP14 and body.startswith(b"Adobe") and len(body) >= 12:
        return b"\xff\xee\x00\x0e" + body[:12]
    return b"" if APP0 <= marker <= APP15 or marker == COM else segment


def _end_of_scan(content: bytes, position: int) -> int:
    while (position := content.find(b"\xff", position)) != -1 and position + 1 < len(content):
        following = content[position + 1]
        if following != 0 and following != 0xFF and following not in STANDALONE:
            return position
        position += 1 if following == 0xFF else 2
    return len(content)


def clean_jp2(content: bytes) -> bytes:
    """Keep the boxes that decode the pixels; raise ValueError where they cannot be followed."""
    if not content.startswith(JP2_SIGNATURE):
        return _clean_codestream(content)
    return b"".join(_kept_box(kind, body) for kind, body in _boxes(content))


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Walk the outermost boxes: type and body."""
    position = 0
    while position + 8 <= len(content):
        size = int.from_bytes(content[position : position + 4], "big")
        body = position + 8
        if size == 1:
            size, body = int.from_bytes(content[body : body + 8], "big"), body + 8
        end = position + size if size else len(content)
        if end < body or end > len(content):
            raise ValueError("a box longer than the file")
        yield content[position + 4 : position + 8], content[body:end]
        position = end


def _kept_box(kind: bytes, body: bytes) -> bytes:
    if kind in METADATA_BOXES:
        return b""
    if kind == b"jp2c":
        body = _clean_codestream(body)
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def _clean_codestream(content: bytes) -> bytes:
    """Drop the comments of the main header, which ends with the first tile."""
    if not content.startswith(b"\xff\x4f"):
        raise ValueError("no JPEG 2000")
    parts, position = [b"\xff\x4f"], 2
    while content[position : position + 1] == b"\xff" and content[position + 1 :][:1] != b"\x90":
        end = position + 2 + int.from_bytes(content[position + 2 : position + 4], "big")
        if content[position + 1 :][:1] != b"\x64":
            parts.append(content[position:end])
        position = end
    return b"".join(parts) + content[position:]
