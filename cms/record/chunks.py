"""Splits large amounts into chunks, for one statement or one transaction each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

CHUNK = 500
T = TypeVar("T")


def chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    """These rows in order, in lists of at most CHUNK."""
    every = list(rows)
    yield from (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))
