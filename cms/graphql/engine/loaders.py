"""How a field gets its data: from its parent's row, or by a loader that serves all parents at once.

A loader is a function under `@loads`. It gets the rows of every parent at its level, and what was
asked below the field; it answers with one value for each parent, in order. What it needs from the
database it asks for by `yield`, so that the engine can put everything that waits at the same time
into one statement:

    @loads("pk")
    def resolve_tags(entries, batch):
        tags = yield TAGS.of(entry["pk"] for entry in entries)
        return [tags[entry["pk"]] for entry in entries]

`"pk"` names the columns of the parent's row that the loader reads: whoever loads the parents
selects them; in development and tests it finds no others. Several things are asked for together
with `first, second = yield [one, other]`. An exception among the values is that parent's error; one
that is raised is the error of all.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Sequence
from dataclasses import dataclass
from functools import wraps
from inspect import isgenerator
from typing import Any

from django.conf import settings
from graphql import GraphQLResolveInfo

from .plans import Selected, selected_below
from .rows import LoadedRow

Loading = Generator[Any, Any, Any]
Check = Callable[[dict[str, Any]], object]


class Request:
    """Something that loaders ask for; requests of the same group are answered together."""

    @property
    def group(self) -> Hashable:
        raise NotImplementedError

    @classmethod
    def answer(cls, requests: Sequence[Any], context: Any) -> Sequence[Any]:
        """One answer for each of these requests, which all belong to one group."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Batch:
    """What a loader knows besides its parents."""

    context: Any
    selected: Selected  # what was asked below the field


@dataclass(frozen=True, eq=False)
class Loader:
    """A resolver that answers for all parents of a level at once."""

    load: Callable[..., Any]
    needs: tuple[str, ...]  # columns of the parent's row
    passes: bool  # its value is the parent's row, so its subfields are read from that
    check: Check | None = None  # raises a GraphQLError for arguments that break the field's rule

    def __call__(self, parent: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        """Answer for one parent: graphql-core, the reference, calls it like this."""
        batch = Batch(info.context, selected_below(info))
        [value] = completed(self.load([parent], batch, **arguments), info.context)
        if isinstance(value, Exception):
            raise value
        return value


def loads(
    *needs: str, passes: bool = False, check: Check | None = None
) -> Callable[[Callable[..., Any]], Loader]:
    """Make a loader of `load(rows, batch, **arguments)`, which returns values or is a `Loading`."""

    def declare(load: Any) -> Loader:
        function = getattr(load, "__func__", load)
        if settings.CHECK_DECLARATIONS and not passes:
            function = _held_to(needs, function)
        return Loader(function, needs, passes, check)

    return declare


def _held_to(needs: tuple[str, ...], load: Callable[..., Any]) -> Callable[..., Any]:
    """The same loader, for which the rows contain only the columns that it declared."""
    name = f"{load.__module__}.{load.__qualname__}"

    @wraps(load)
    def held(rows: Sequence[Any], batch: Batch, **arguments: Any) -> Any:
        declared_rows = [
            row.only(needs, name) if isinstance(row, LoadedRow) else row for row in rows
        ]
        return load(declared_rows, batch, **arguments)

    return held


def completed(loading: Any, context: Any) -> Sequence[Any]:
    """The values of a loader that runs by itself."""
    if not isgenerator(loading):
        return loading
    try:
        requests = next(loading)
        while True:
            requests = loading.send(answers_to(requests, context))
    except StopIteration as stop:
        return stop.value


def answers_to(requests: Any, context: Any) -> Any:
    """The answers to one `yield` of a loader that runs by itself."""
    if isinstance(requests, Request):
        return type(requests).answer([requests], context)[0]
    return [type(request).answer([request], context)[0] for request in requests]
