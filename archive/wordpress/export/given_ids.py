"""Pure: IDs for what has none on the old site, the same in every run and beyond all of its own."""

from __future__ import annotations

from enum import IntEnum
from hashlib import sha256

_ROOM = 10**14  # IDs of a kind; JSON holds all of them exactly, which end below 2**53


class Kind(IntEnum):
    """What is given an ID; its number is that of the kind's first one."""

    INLINE_PICTURE = 10**15
    UNNAMED_FILE = 2 * 10**15
    ITEM = 3 * 10**15


def given_id(kind: Kind, key: bytes) -> int:
    """The ID of what this key tells from all others of its kind."""
    return kind + int.from_bytes(sha256(key).digest()[:8]) % _ROOM
