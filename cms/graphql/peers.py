"""Asks a loader once for all objects of a level, however many there are.

graphql-core walks depth first: it asks the first entry for its categories before it has looked at
the second. Objects that came out of one load are therefore kept together as peers, and a field
declared with `@batched` gets all of them the first time one of them is asked.

    @batched
    @staticmethod
    def resolve_categories(entries, info):
        return [...]  # one value per entry, in order; an Exception stands for that entry's error

The number of SQL statements then depends on the document, never on the length of the answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from graphql import GraphQLResolveInfo

from .registry import type_of

Load = Callable[..., Sequence[Any]]


class Batched:
    """A resolver made of a loader: takes every parent of the level and answers for each."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.__doc__ = load.__doc__

    def __call__(self, parent: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        return info.context.peers.ask(self, parent, info, arguments)


def batched(load: Load) -> Batched:
    """Declare `load(parents, info, **arguments) -> values` as a field's resolver."""
    return Batched(load)


class Peers:
    """Who was loaded with whom in one request, and what was already answered for each."""

    def __init__(self) -> None:
        self._peers_of: dict[int, list[Any]] = {}  # holds the objects too, so an id() stays theirs
        self._answers: dict[tuple[Batched, str], dict[int, Any]] = {}

    def enroll(self, values: Iterable[Any]) -> None:
        """Remember everything in `values`, lists flattened, as one level of the answer.

        What was met before stays with its first peers, so that groups do not multiply.
        """
        found = {id(value): value for value in _flat(values)}
        group = [value for key, value in found.items() if key not in self._peers_of]
        self._peers_of.update((id(value), group) for value in group)

    def ask(self, loader: Batched, parent: Any, info: GraphQLResolveInfo, arguments: dict) -> Any:
        """The loader's value for `parent`, loaded for all its peers if this is the first."""
        key = (loader, json.dumps(arguments, default=str, sort_keys=True) if arguments else "")
        answers = self._answers.setdefault(key, {})
        if id(parent) not in answers:
            parents = self._unanswered(loader, parent, info, answers)
            values = loader.load(parents, info, **arguments)
            answers.update(zip(map(id, parents), values, strict=True))
            self.enroll(values)
        value = answers[id(parent)]
        if isinstance(value, Exception):
            raise value
        return value

    def _unanswered(
        self, loader: Batched, parent: Any, info: GraphQLResolveInfo, answers: dict[int, Any]
    ) -> list[Any]:
        group = self._peers_of.setdefault(id(parent), [parent])
        return [
            peer
            for peer in group
            if id(peer) not in answers and (peer is parent or _has_field(peer, loader, info))
        ]


def _has_field(peer: Any, loader: Batched, info: GraphQLResolveInfo) -> bool:
    """Whether this peer's own type answers the field by the same loader (a list may be mixed)."""
    name = type_of(peer)
    if name is None:  # a value of one plain Python class: its peers are of its type
        return True
    field = getattr(info.schema.get_type(name), "fields", {}).get(info.field_name)
    return field is not None and field.resolve is loader


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(value)
        elif value is not None and not isinstance(value, str | int | float | bool | Exception):
            yield value
