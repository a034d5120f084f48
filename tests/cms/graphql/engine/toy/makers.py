"""Functions that make the value of a field from a thing, or fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cms.graphql.errors import BadUserInput

from .things import Thing


def said(thing: Thing, **arguments: Any) -> str:
    """All arguments as the resolver got them, so that every difference in coercion shows."""
    return f"{thing.number}: {sorted(_plain(arguments).items())}"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return getattr(value, "value", value)


def refused(divisor: int, place: str) -> Callable[..., str]:
    def make(thing: Thing) -> str:
        thing.refuse(divisor, place)
        return f"{place} {thing.number}"

    return make


def things(thing: Thing, count: int | None = None) -> list[Thing]:
    return thing.below(thing.number % 4 if count is None else count)


def holey(thing: Thing) -> list[Any]:
    """Things, a null, and an error among them."""
    found: list[Any] = thing.below(3, mixed=True)
    if thing.number % 2:
        found.insert(1, None)
    if thing.number % 5 == 0:
        found.insert(2, BadUserInput(f"an item of {thing.number} fails"))
    return found


def grid(thing: Thing) -> list[Any]:
    row = [thing.number, thing.every(3, 1, None)]
    return [row, thing.every(4, [2], None), []]
