"""The kit's way to declare a field: the only module that knows it, for the whole toy schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import RequestFactory

from cms.graphql.context import Context
from cms.graphql.engine import loads
from cms.graphql.errors import BadUserInput

from .things import Thing


def of_each(make: Callable[..., Any]) -> Any:
    """A resolver: `make(thing, **arguments)` returns the value, or raises, for one object."""
    return staticmethod(lambda thing, _info, **arguments: make(thing, **arguments))


def of_all(make: Callable[..., Any]) -> Any:
    """A batch loader of the same `make`, for all things of a level at once."""

    @loads()
    def load(things: list[Thing], _batch: Any, **arguments: Any) -> list[Any]:
        return [_value_or_error(make, thing, arguments) for thing in things]

    return load


def of_none(message: str) -> Any:
    """A batch loader that fails for all; it also fails one by one, as the reference calls it."""

    @loads()
    def load(_things: list[Thing], _batch: Any, **_arguments: Any) -> list[Any]:
        raise BadUserInput(message)

    return load


def new_context() -> Context:
    """The shared context of one execution."""
    return Context(RequestFactory().get("/"))


def _value_or_error(make: Callable[..., Any], thing: Thing, arguments: dict[str, Any]) -> Any:
    try:
        return make(thing, **arguments)
    except (BadUserInput, ValueError) as error:
        return error
