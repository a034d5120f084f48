"""A bounded store in which what is asked again cannot be pushed out by what is asked once."""

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


class DocumentStore(Generic[V]):
    """Keeps values under keys, bounded in number and in characters: a segmented LRU cache.

    What is new is kept for a while; what is asked again meanwhile moves to the larger part. A flood
    of documents that nobody asks again therefore turns over the smaller part and nothing else.
    """

    def __init__(self) -> None:
        characters = KEPT_CHARACTERS()
        newcomers = characters // SHARE_OF_NEWCOMERS
        self._least = -(-characters // KEPT_DOCUMENTS())  # what a short document counts for
        self._new: LRUCache[Hashable, tuple[V, int]] = LRUCache(newcomers, itemgetter(1))
        self._kept: LRUCache[Hashable, tuple[V, int]] = LRUCache(
            characters - newcomers, itemgetter(1)
        )
        self._lock = Lock()

    def get(self, key: Hashable) -> V | None:
        with self._lock:
            if key in self._new:
                self._kept[key] = self._new.pop(key)
            return self._kept[key][0] if key in self._kept else None

    def put(self, key: Hashable, value: V, characters: int) -> None:
        # What is longer than all newcomers together is not kept.
        with self._lock, suppress(ValueError):
            if key not in self._kept:
                self._new[key] = value, max(characters, self._least)

    def __len__(self) -> int:
        return len(self._new) + len(self._kept)

    def clear(self) -> None:
        with self._lock:
            self._new.clear()
            self._kept.clear()
