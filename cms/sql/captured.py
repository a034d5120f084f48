"""Refuses to cache a statement that contains the value of one reader.

A cached statement is built once per key, by whoever asks first. Everything that the function which
builds it takes from outside must therefore be the same for all who use that key: a parameter, a
part of the key, or something that the code itself defines (functions, classes, modules, managers).
Any other value belonged to the first reader and would be served to everybody.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial
from inspect import isfunction, ismethod
from types import ModuleType
from typing import Any

from django.db.models import Manager

from .parameters import Parameter


def refuse_captured_values(function: Any, key: Hashable) -> None:
    """Raise TypeError if the function holds a value that is not part of the key."""
    for name, value in _foreign_values(function, list(_parts(key))):
        raise TypeError(
            f"The condition “{key}” holds {name} = {value!r}. Its statement is made once and kept, "
            f"so the first reader's {name} would be everybody's. Write a Parameter in its place, "
            "and give the value in `values`; or make it a part of the key, where few values exist."
        )


def _foreign_values(function: Any, parts: list[Any]) -> Iterator[tuple[str, Any]]:
    for name, value in _captured_values(function):
        if isfunction(value) or ismethod(value) or isinstance(value, partial):
            yield from _foreign_values(value, parts)
        elif not isinstance(value, Parameter | Manager | ModuleType | type) and not any(
            type(value) is type(part) and value == part for part in parts
        ):
            yield name, value


def _captured_values(function: Any) -> Iterator[tuple[str, Any]]:
    """The names and values that a function, method or partial carries."""
    if isinstance(function, partial):
        yield "its function", function.func
        yield from ((f"argument {number}", value) for number, value in enumerate(function.args, 1))
        yield from function.keywords.items()
    elif ismethod(function):
        yield "self", function.__self__
    elif isfunction(function):
        cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
        yield from ((name, cell.cell_contents) for name, cell in cells)
        yield from (("a default", value) for value in function.__defaults__ or ())
        yield from (function.__kwdefaults__ or {}).items()


def _parts(key: Hashable) -> Iterator[Any]:
    yield key
    for part in key if isinstance(key, tuple) else ():
        yield from _parts(part)
