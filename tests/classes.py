"""Which classes stand below another."""

from collections.abc import Iterator
from typing import Any


def classes_below(base: type) -> Iterator[Any]:
    """Those that were imported, each before those that inherit from it."""
    for subclass in base.__subclasses__():
        yield subclass
        yield from classes_below(subclass)
