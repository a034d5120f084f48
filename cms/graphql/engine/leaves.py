"""Completes scalars and enums, a whole column at a time.

The types in a column are collected in a set, which is done in C; only a column that contains
anything unusual is walked value by value, through the type's own `serialize`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import isfinite
from types import NoneType
from typing import Any

from graphql import GraphQLEnumType, Undefined, is_enum_type

MAX_INT, MIN_INT = 2**31 - 1, -(2**31)


def _any(_values: Sequence[Any]) -> bool:
    return True


def _fits_int(values: Sequence[Any]) -> bool:
    return all(value is None or MIN_INT <= value <= MAX_INT for value in values)


def _is_finite(values: Sequence[Any]) -> bool:
    return all(value is None or isfinite(value) for value in values)


# Value types that a scalar returns unchanged, with a further condition on all values.
AS_THEY_ARE: dict[str, tuple[set[type], Callable[[Sequence[Any]], bool]]] = {
    "String": ({str, NoneType}, _any),
    "ID": ({str, NoneType}, _any),
    "Boolean": ({bool, NoneType}, _any),
    "Int": ({int, NoneType}, _fits_int),
    "Float": ({float, NoneType}, _is_finite),
}


def serialized(leaf: Any, values: list[Any], kinds: set[type]) -> list[Any]:
    """The values of a leaf type as the answer has them; null stays null, an Exception is an error.

    `kinds` are the Python types of the values.
    """
    plain = AS_THEY_ARE.get(leaf.name)
    if plain is not None and kinds <= plain[0] and plain[1](values):
        return values
    names = names_of(leaf) if is_enum_type(leaf) else {}
    return [_one(leaf, value, names) for value in values]


def _one(leaf: Any, value: Any, names: dict[Any, str]) -> Any:
    if value is None or isinstance(value, Exception):
        return value
    try:
        if type(value) is str and value in names:
            return names[value]
        serialized_value = leaf.serialize(value)
    except Exception as error:  # noqa: BLE001 -- it becomes this value's error
        return error
    if serialized_value is None or serialized_value is Undefined:
        return TypeError(f"{leaf.name} has no form for a value")
    return serialized_value


@lru_cache(maxsize=256)
def names_of(leaf: GraphQLEnumType) -> dict[Any, str]:
    """The names of an enum's values, by stored value."""
    word_by_name = {
        name: getattr(value.value, "value", value.value) for name, value in leaf.values.items()
    }
    return {word: name for name, word in word_by_name.items() if isinstance(word, str)}
