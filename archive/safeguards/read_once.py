"""What many rules read of one draft, read once while they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")
_readings: ContextVar[dict[Any, tuple[Any, list[Any]]] | None] = ContextVar(
    "readings", default=None
)


@contextmanager
def read_once() -> Iterator[None]:
    """Within, nobody writes the drafts that are looked at."""
    token = _readings.set({} if (outer := _readings.get()) is None else outer)
    try:
        yield
    finally:
        _readings.reset(token)


def once(read: Callable[..., Iterator[T]]) -> Callable[..., Iterator[T]]:
    """Of a function that reads a draft, and whatever else is asked of it."""

    @wraps(read)
    def read_or_known(draft: Any, *details: Any) -> Iterator[T]:
        readings = _readings.get()
        if readings is None:
            return read(draft, *details)
        key = (read, id(draft), details)
        if key not in readings:
            readings[key] = draft, list(read(draft, *details))  # with it, so that its ID stays its
        return iter(readings[key][1])

    return read_or_known
