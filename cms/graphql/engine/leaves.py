"""Completes scalars and enums, a whole column at once.

What a column holds is told by the set of its values' types, found in C; only a column with anything
unusual in it is walked value by value, through the type's own `serialize`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import isfinite
from typing import Any

from graphql import GraphQLEnumType, Undefined, is_enum_type

MAX_INT, MIN_INT = 2**31 - 1, -(2**31)


def _any(_values: Sequence[Any]) -> bool:
    return True


def _fits_int(values: Sequence[Any]) -> bool:
    return min(values) >= MIN_INT and max(values) <= MAX_INT


def _is_finite(values: Sequence[Any]) -> bool:
    return all(map(isfinite, values))


# The type of a value that a scalar gives out as it is, and what else must hold of all of them.
AS_THEY_ARE: dict[str, tuple[type, Callable[[Sequence[Any]], bool]]] = {
    "String": (str, _any),
    "ID": (str, _any),
    "Boolean": (bool, _any),
    "Int": (int, _fits_int),
    "Float": (float, _is_finite),
}


def serialized(leaf: Any, values: Sequence[Any]) -> list[Any]:
    """The values of a leaf type for the answer: null stays null, an Exception is an error.

    `values` holds neither nothing at all nor exceptions of its own.
    """
    known = AS_THEY_ARE.get(leaf.name)
    if known is not None:
        kinds = set(map(type, values))
        if kinds == {known[0]} and known[1](values):
            return list(values)
    names = names_of(leaf) if is_enum_type(leaf) else {}
    return [_one(leaf, value, names) for value in values]


def _one(leaf: Any, value: Any, names: dict[Any, str]) -> Any:
    if value is None or isinstance(value, Exception):
        return value
    try:
        if type(value) is str and value in names:
            return names[value]
        found = leaf.serialize(value)
    except Exception as error:  # noqa: BLE001 -- it becomes this value's error
        return error
    if found is None or found is Undefined:
        return TypeError(f"{leaf.name} has no form for a value")
    return found


@lru_cache(maxsize=256)
def names_of(leaf: GraphQLEnumType) -> dict[Any, str]:
    """By the stored word, the name of an enum's value."""
    stored = {name: getattr(each.value, "value", each.value) for name, each in leaf.values.items()}
    return {word: name for name, word in stored.items() if isinstance(word, str)}
