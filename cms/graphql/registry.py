"""Which GraphQL type represents which model or block."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from wagtail.models import Page

from cms.visibility.public_types import announce

_types: dict[type, Any] = {}
_columns: dict[type, set[str]] = {}


def bind(model: type, graphql_type: Any) -> None:
    """Let `graphql_type` represent rows of `model`, or a class of blocks; each has one type."""
    if model in _types and _types[model]._meta.name != graphql_type._meta.name:
        raise TypeError(f"{model.__name__} already has the type {_types[model]}")
    _types[model] = graphql_type
    if issubclass(model, Page):
        announce(model, graphql_type._meta.name)


def type_of(model: type) -> Any:
    """The type of a model, known once every app has declared its own."""
    return _types[model]


@cache
def model_of(name: str) -> type:
    """The model of a type, by the type's name, known once every app has declared its own."""
    return next(model for model, answer in _types.items() if answer._meta.name == name)


def bound(base: type) -> dict[type, Any]:
    """The models below `base` that have types, with their types."""
    return {model: answer for model, answer in _types.items() if issubclass(model, base)}


def note_columns(model: type, names: Iterable[str]) -> None:
    """Note that these columns of child rows are read."""
    _columns.setdefault(model, set()).update(names)


def columns_read(model: type) -> set[str]:
    """The columns that are read of child rows."""
    return _columns.get(model, set())
