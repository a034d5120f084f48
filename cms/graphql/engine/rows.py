"""Reads columns of rows and assembles answers, with loops that run in C."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

import graphene
from graphql import GraphQLResolveInfo, is_non_null_type

Build = Callable[[Sequence[Sequence[Any]], int], list[dict[str, Any]]]


@dataclass(frozen=True)
class Stored:
    """A resolver that reads one column; if the field is nullable, an empty string becomes null."""

    column: str

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.column,)

    def __call__(self, row: Any, info: GraphQLResolveInfo) -> Any:
        return stored(self.column, None, row, info)


def stored(name: str, _default: Any, row: Any, info: GraphQLResolveInfo, **_arguments: Any) -> Any:
    """The default resolver of types whose fields are the keys of a row."""
    value = row.get(name)
    return None if value == "" and not is_non_null_type(info.return_type) else value


class RowType(graphene.ObjectType):
    """An object type whose fields without a resolver are the keys of a row."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        super().__init_subclass_with_meta__(**{"default_resolver": stored} | options)


def column_of(rows: Sequence[Any], name: str, *, blank_is_null: bool) -> list[Any]:
    """One column of the rows."""
    try:
        column = list(map(itemgetter(name), rows))
    except KeyError:  # a stored block may lack a child
        column = [row.get(name) for row in rows]
    if blank_is_null and "" in column:
        return [None if value == "" else value for value in column]
    return column


class LoadedRow(dict[str, Any]):
    """A row that contains the requested columns, and lets a loader see only those it declared."""

    always = ("pk", "content_type", "__typename")

    def declared(self, needs: Sequence[str]) -> Sequence[str]:
        """The actual columns; some names stand for the columns of a purpose."""
        return needs

    def only(self, needs: Sequence[str], loader: str) -> dict[str, Any]:
        """The same row for one loader; it refuses columns that the loader has not declared."""
        return _DeclaredRow(self, (*self.always, *self.declared(needs)), loader)


class _DeclaredRow(dict[str, Any]):
    def __init__(self, row: LoadedRow, columns: Sequence[str], loader: str) -> None:
        super().__init__(row)
        self._columns, self._loader = columns, loader

    def __getitem__(self, name: str) -> Any:
        if name not in self._columns:
            raise KeyError(
                f"{self._loader} reads “{name}” and does not declare it, so it works or fails by "
                f'what else was asked: write @loads(…, "{name}").'
            )
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if dict.__contains__(self, name) else default


@lru_cache(maxsize=4_096)
def builder(keys: tuple[tuple[str, bool], ...]) -> Build:
    """A function that makes one dictionary per row from lists of values; None for later ones.

    A dict display that is compiled for these keys is several times faster than `dict(zip(keys,
    row))`. The keys are GraphQL names, so they can be inserted as literals.
    """
    names = [f"v{number}" if is_read else "None" for number, (_, is_read) in enumerate(keys)]
    pairs = ", ".join(f"{key!r}: {name}" for (key, _), name in zip(keys, names, strict=True))
    read_names = [name for name in names if name != "None"]
    if read_names:
        source = f"lambda lists, size: [{{{pairs}}} for {', '.join(read_names)}, in zip(*lists)]"
    else:
        source = f"lambda lists, size: [{{{pairs}}} for _ in range(size)]"
    return eval(source)  # noqa: S307 -- see above: nothing of a request but names is in it
