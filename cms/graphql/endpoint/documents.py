"""A bounded store in which what is asked often cannot be pushed out by what is asked once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from cms.graphql.limits.settings import KEPT_CHARACTERS, KEPT_DOCUMENTS

V = TypeVar("V")
SHARE_OF_NEWCOMERS = 5  # one part in five


@dataclass
class _Entry(Generic[V]):
    value: V
    weight: int
    uses: int = 0


class DocumentStore(Generic[V]):
    """Keeps values under keys, bounded in number and in characters.

    What is new waits in a small queue. Whoever reaches its end takes the place of the longest
    unused of the others only if it was used more often; if not it goes, and the other's uses
    are halved, so that an old favourite cannot stay for ever. A flood of documents that nobody
    asks again therefore turns over the queue and nothing else (after TinyLFU, Einziger 2017).
    """

    def __init__(self) -> None:
        self._new: OrderedDict[Hashable, _Entry[V]] = OrderedDict()
        self._kept: OrderedDict[Hashable, _Entry[V]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> V | None:
        with self._lock:
            entry = self._kept.get(key)
            if entry is not None:
                self._kept.move_to_end(key)
            else:
                entry = self._new.get(key)
            if entry is None:
                return None
            entry.uses += 1
            return entry.value

    def put(self, key: Hashable, value: V, weight: int) -> None:
        with self._lock:
            if key in self._kept or key in self._new:
                return
            self._new[key] = _Entry(value, weight)
            while _over(self._new, 1, SHARE_OF_NEWCOMERS):
                self._admit(*self._new.popitem(last=False))

    def __len__(self) -> int:
        return len(self._new) + len(self._kept)

    def clear(self) -> None:
        with self._lock:
            self._new.clear()
            self._kept.clear()

    def _admit(self, key: Hashable, entry: _Entry[V]) -> None:
        self._kept[key] = entry
        while _over(self._kept, SHARE_OF_NEWCOMERS - 1, SHARE_OF_NEWCOMERS):
            rival_key = next(iter(self._kept))
            rival = self._kept[rival_key]
            if rival is not entry and rival.uses >= entry.uses:
                rival.uses //= 2
                self._kept.move_to_end(rival_key)
                self._kept.pop(key, None)
                return
            del self._kept[rival_key]


def _over(entries: OrderedDict[Hashable, _Entry[V]], share: int, of: int) -> bool:
    if len(entries) * of > KEPT_DOCUMENTS() * share:
        return True
    return sum(entry.weight for entry in entries.values()) * of > KEPT_CHARACTERS() * share
