"""Much in parts: what one statement reads or writes, and one transaction compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

CHUNK = 500
T = TypeVar("T")


def chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    """These rows in their order, as many at a time as may be."""
    every = list(rows)
    yield from (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))
