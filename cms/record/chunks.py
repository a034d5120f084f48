"""Splits large amounts into chunks, for one statement or one transaction each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

CHUNK = 500
T = TypeVar("T")


def chunks(rows: Iterable[T], size: int = 0) -> Iterator[list[T]]:
    """These rows in order, in lists of at most so many, or else of CHUNK."""
    every, step = list(rows), size or CHUNK
    yield from (every[start : start + step] for start in range(0, len(every), step))
