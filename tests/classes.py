"""Subclasses of a class."""

from collections.abc import Iterator
from typing import Any


def classes_below(base: type) -> Iterator[Any]:
    """The imported subclasses, each before its own subclasses."""
    for subclass in base.__subclasses__():
        yield subclass
        yield from classes_below(subclass)
