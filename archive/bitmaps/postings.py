"""Sets of documents that are read on demand, and kept through later writes.

There are too many words to keep the documents of each. Those of a word are read once; documents
written afterwards are unknown, and only these are read again. For a phrase, documents that were
not yet examined may be unknown too.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache
from pyroaring import BitMap

BYTES = 8_000_000
MOST_UNKNOWN = 2_000  # documents; beyond that, it is cheaper to read all again
_OVERHEAD = 400  # bytes of a key and its objects


class Posting(NamedTuple):
    """The documents that have something, and those for which that is unknown."""

    documents: BitMap
    unknown: BitMap = BitMap()

    @property
    def certain(self) -> BitMap:
        """The documents that have it."""
        return self.documents - self.unknown

    @property
    def possible(self) -> BitMap:
        """The documents that have it or may have it."""
        return self.documents | self.unknown

    @property
    def is_whole(self) -> bool:
        return not self.unknown

    def read(self, keys: BitMap, having: BitMap) -> Posting:
        """The same posting once these documents are known: those in `having` have it."""
        return Posting((self.documents - keys) | having, self.unknown - keys)

    @property
    def size(self) -> int:
        return _OVERHEAD + len(self.documents.serialize()) + len(self.unknown.serialize())


class Postings:
    """The postings of one state of the index: those most recently used."""

    def __init__(self, size: int = BYTES) -> None:
        self._postings: LRUCache[Hashable, Posting] = LRUCache(size, lambda posting: posting.size)
        self._lock = Lock()

    def known(self, keys: Iterable[Hashable]) -> dict[Hashable, Posting]:
        """The postings of those keys that have one."""
        with self._lock:
            postings = {key: self._postings.pop(key) for key in keys if key in self._postings}
            self._postings.update(postings)  # now last, the order in which `after` copies
            return postings

    def keep(self, postings: Mapping[Hashable, Posting]) -> None:
        with self._lock:
            self._postings.update(postings)

    def after(self, changed: BitMap) -> Postings:
        """The postings of the next state, in which these documents may have changed."""
        following = Postings(int(self._postings.maxsize))
        with self._lock:
            for key, (documents, before) in self._postings.items():
                if len(unknown := before | changed) <= MOST_UNKNOWN:
                    following._postings[key] = Posting(documents, unknown)
        return following
