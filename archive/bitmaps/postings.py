"""Sets of documents that are read when somebody asks for them, and kept through later writes.

There are too many words to keep the documents of each. Those of a word are read once; of what is
written afterwards they say nothing, and of that alone it is asked again.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache
from pyroaring import BitMap

BYTES = 8_000_000
MOST_WRITTEN = 2_000  # documents; of more, it is cheaper to read all again
_OVERHEAD = 400  # bytes of a key and its objects


class Posting(NamedTuple):
    """The documents that have something, and those of which that is not known any more."""

    documents: BitMap
    written: BitMap = BitMap()

    @property
    def size(self) -> int:
        return _OVERHEAD + len(self.documents.serialize()) + len(self.written.serialize())


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

    def keep(self, documents_by_key: Mapping[Hashable, BitMap]) -> None:
        with self._lock:
            self._postings.update(
                (key, Posting(documents)) for key, documents in documents_by_key.items()
            )

    def after(self, changed: BitMap) -> Postings:
        """The postings of the next state, in which these documents may have changed."""
        following = Postings(int(self._postings.maxsize))
        with self._lock:
            for key, (documents, before) in self._postings.items():
                if len(all_written := before | changed) <= MOST_WRITTEN:
                    following._postings[key] = Posting(documents, all_written)
        return following
