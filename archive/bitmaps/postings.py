"""Sets of documents that are read when somebody asks for them, and kept through later writes.

There are too many words to keep the documents of each. Those of a word are read once; of what is
written afterwards they say nothing, and of that alone it is asked again. Of a phrase they may say
nothing yet of documents that nobody has looked at.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache
from pyroaring import BitMap

BYTES = 8_000_000
MOST_UNKNOWN = 2_000  # documents; of more, it is cheaper to read all again
_OVERHEAD = 400  # bytes of a key and its objects


class Posting(NamedTuple):
    """The documents that have something, but for those of which that is not known."""

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
        """The same where it is known of these documents: those of `having` have it."""
        return Posting((self.documents - keys) | having, self.unknown - keys)

    @property
    def size(self) -> int:
        return _OVERHEAD + len(self.documents.serialize()) + len(self.unknown.serialize())


class Postings:
    """The postings of one state of the index: those that were asked for last."""

    def __init__(self, size: int = BYTES) -> None:
        self._postings: LRUCache[Hashable, Posting] = LRUCache(size, lambda posting: posting.size)
        self._lock = Lock()

    def known(self, keys: Iterable[Hashable]) -> dict[Hashable, Posting]:
        """The postings of those of the keys that have one."""
        with self._lock:
            postings = {key: self._postings.pop(key) for key in keys if key in self._postings}
            self._postings.update(postings)  # as the last: `after` hands them on in this order
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
