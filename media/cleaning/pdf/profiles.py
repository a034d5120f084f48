"""Colour profiles without their author, date and device.

Only the tags that convert numbers to colours are kept (ICC.1:2010, 9.2): no private tags, no text.
"""

from __future__ import annotations

import struct

KEPT = {
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"wtpt", b"bkpt", b"chad", b"rXYZ",
    b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC",
}  # fmt: skip
HEADER, ENTRY = 128, 12
DESCRIPTION = b"desc\0\0\0\0\0\0\0\x08Profile\0" + bytes(78)
COPYRIGHT = b"text\0\0\0\0none\0"


def clean_profile(content: bytes) -> bytes:
    """The profile with the allowed tags; raises ValueError for one that cannot be parsed."""
    if content[36:40] != b"acsp" or len(content) < HEADER + 4:
        raise ValueError("no colour profile")
    tags = {b"desc": DESCRIPTION, b"cprt": COPYRIGHT}
    for number in range(struct.unpack_from(">I", content, HEADER)[0]):
        name, start, size = struct.unpack_from(">4sII", content, HEADER + 4 + ENTRY * number)
        if name in KEPT and start >= HEADER:
            body = content[start : start + size]
            tags[name] = body[: _length(body)]
    return _assembled(_header(content), tags)


def _length(body: bytes) -> int:
    """The bytes that a tag of fixed or counted length needs (ICC.1:2010, 10); of others all."""
    kind = body[:4]
    if kind == b"XYZ ":
        return 20
    if kind == b"sf32":  # a matrix
        return 8 + 9 * 4
    if kind == b"curv":
        return 12 + 2 * int.from_bytes(body[8:12], "big")
    if kind == b"para":
        parameters = {0: 1, 1: 3, 2: 4, 3: 5, 4: 7}
        return 12 + 4 * parameters[int.from_bytes(body[8:10], "big")]
    if kind in (b"mft1", b"mft2", b"mAB ", b"mBA "):
        return len(body)
    raise ValueError("a tag of another type")


def _header(content: bytes) -> bytes:
    """Version, class, colour spaces, intent and illuminant;

    no program, date, manufacturer or device.
    """
    header = bytearray(HEADER)
    for start, end in ((8, 12), (12, 24), (36, 40), (64, 80)):
        header[start:end] = content[start:end]
    header[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    return bytes(header)


def _assembled(header: bytes, tags: dict[bytes, bytes]) -> bytes:
    position = HEADER + 4 + ENTRY * len(tags)
    table, bodies = [struct.pack(">I", len(tags))], []
    for name, body in tags.items():
        table.append(struct.pack(">4sII", name, position, len(body)))
        bodies.append(body + bytes(-len(body) % 4))
        position += len(bodies[-1])
    return struct.pack(">I", position) + header[4:] + b"".join([*table, *bodies])
