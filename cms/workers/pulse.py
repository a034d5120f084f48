"""Signs of life from children to the master, in shared memory."""

from __future__ import annotations

import mmap

WIDTH = 8  # bytes of a counter


class Pulse:
    """Counters, one per place; each is incremented by one process, and read by the master."""

    def __init__(self, places: int) -> None:
        self._counts = memoryview(mmap.mmap(-1, places * WIDTH)).cast("Q")

    def beat(self, place: int) -> None:
        self._counts[place] = (self._counts[place] + 1) % 2**63

    def count(self, place: int) -> int:
        return self._counts[place]
