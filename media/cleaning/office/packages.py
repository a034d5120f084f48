"""The ZIP archive of an Office file: read with limits, written without times and authors."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from media.cleaning.refused import Refused

MOST_PARTS = 5_000
MOST_BYTES = 256 * 1024 * 1024  # unpacked
BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest time in ZIP


def refuse_too_much(content: bytes) -> None:
    """Raise Refused, before unpacking, for an archive that unpacks to more than the limit."""
    with ZipFile(BytesIO(content)) as package:
        parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise Refused(
            "This file unpacks to more than a file may hold. Split it, or take its pictures out."
        )


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts; the same bytes each time."""
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(ZipInfo(name, BEGINNING), part, ZIP_DEFLATED)
    return output.getvalue()
