"""A bounded cache in which one-off entries cannot push out those that are used again."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from operator import itemgetter
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

from cms.graphql.limits.settings import KEPT_CHARACTERS, KEPT_DOCUMENTS

V = TypeVar("V")
SHARE_OF_NEWCOMERS = 5  # one part in five


class SegmentedCache(Generic[V]):
    """A segmented LRU cache, bounded in number and in size.

    The size is in characters or bytes, as given with each value.

    New entries are kept for a while; those that are used again in that time move to the larger
    part. A flood of documents that are used once therefore only turns over the smaller part.
    """

    def __init__(self, size: int | None = None, number: int | None = None) -> None:
        size = KEPT_CHARACTERS() if size is None else size
        newcomers = size // SHARE_OF_NEWCOMERS
        self._least = -(-size // (number or KEPT_DOCUMENTS()))  # the minimum size of an entry
        self._new: LRUCache[Hashable, tuple[V, int]] = LRUCache(newcomers, itemgetter(1))
        self._kept: LRUCache[Hashable, tuple[V, int]] = LRUCache(size - newcomers, itemgetter(1))
        self._lock = Lock()

    def get(self, key: Hashable) -> V | None:
        with self._lock:
            if key in self._new:
                self._kept[key] = self._new.pop(key)
            return self._kept[key][0] if key in self._kept else None

    def put(self, key: Hashable, value: V, size: int) -> None:
        """Store a value, replacing an existing one."""
        # A value larger than the space for new entries is not stored.
        with self._lock, suppress(ValueError):
            part = self._kept if key in self._kept else self._new
            part.pop(key, None)
            part[key] = value, max(size, self._least)

    def __len__(self) -> int:
        return len(self._new) + len(self._kept)

    def clear(self) -> None:
        with self._lock:
            self._new.clear()
            self._kept.clear()
