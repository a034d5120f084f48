"""The IDs by which an import recognises items: the old site's, and those that it assigns."""

from __future__ import annotations

from enum import IntEnum
from hashlib import sha256

PER_LANGUAGE = 10**12  # the old site's IDs are smaller; each language of an item has its own range
_ROOM = 10**14  # IDs per kind; all are below 2**53, so JSON represents them exactly


class Given(IntEnum):
    """Kinds of items that have no ID on the old site; the value is the first ID assigned."""

    INLINE_PICTURE = 10**15
    UNNAMED_FILE = 2 * 10**15
    ITEM = 3 * 10**15


def given_id(kind: Given, key: bytes) -> int:
    """The ID for a key that is unique within its kind; the same in every run."""
    return kind + int.from_bytes(sha256(key).digest()[:8]) % _ROOM


def id_there(item_id: int) -> str:
    """The ID on the old site; "" for an assigned one."""
    return "" if item_id >= min(Given) else str(item_id % PER_LANGUAGE)
