"""The IDs by which an import knows items again: the old site's, and those it gives itself."""

from __future__ import annotations

from enum import IntEnum
from hashlib import sha256

PER_LANGUAGE = 10**12  # IDs of the old site are below it; each language of an item has as many
_ROOM = 10**14  # IDs of a kind; JSON holds all of them exactly, which end below 2**53


class Given(IntEnum):
    """What has no ID on the old site and is given one; its number is that of the first."""

    INLINE_PICTURE = 10**15
    UNNAMED_FILE = 2 * 10**15
    ITEM = 3 * 10**15


def given_id(kind: Given, key: bytes) -> int:
    """The ID of what this key tells from all others of its kind, in every run the same."""
    return kind + int.from_bytes(sha256(key).digest()[:8]) % _ROOM


def id_there(item_id: int) -> str:
    """The ID on the old site; "" for what had none there and was given one."""
    return "" if item_id >= min(Given) else str(item_id % PER_LANGUAGE)
