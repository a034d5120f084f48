"""Which GraphQL type answers for which Python object."""

from __future__ import annotations

from typing import Any

_types: dict[type, Any] = {}


def bind(python_class: type, graphql_type: Any) -> None:
    """Let `graphql_type` answer for instances of `python_class`; each class has one type."""
    if python_class in _types and _types[python_class]._meta.name != graphql_type._meta.name:
        raise TypeError(f"{python_class.__name__} already has the type {_types[python_class]}")
    _types[python_class] = graphql_type


def bound(base: type) -> dict[type, Any]:
    """All known classes below `base`, with their types."""
    return {known: answer for known, answer in _types.items() if issubclass(known, base)}


def object_type_of(value: Any) -> Any:
    """The GraphQL type of this object, None for a class nobody registered."""
    return getattr(value, "graphql_type", None) or _types.get(type(value))


def type_of(value: Any) -> str | None:
    """The name of the GraphQL type of this object, None for a class nobody registered."""
    answer = object_type_of(value)
    return answer._meta.name if answer is not None else None
