"""Caches what several rules read from the same draft, while they run."""

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
    """A context in which nobody changes the drafts."""
    token = _readings.set({} if (outer := _readings.get()) is None else outer)
    try:
        yield
    finally:
        _readings.reset(token)


def once(read: Callable[..., Iterator[T]]) -> Callable[..., Iterator[T]]:
    """Cache a function's result per draft and arguments within that context."""

    @wraps(read)
    def read_or_known(draft: Any, *details: Any) -> Iterator[T]:
        readings = _readings.get()
        if readings is None:
            return read(draft, *details)
        key = (read, id(draft), details)
        if key not in readings:
            # with the draft, so that its `id()` is not reused
            readings[key] = draft, list(read(draft, *details))
        return iter(readings[key][1])

    return read_or_known
