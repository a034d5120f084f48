"""Where values are in the answer; only needed if one of them is an error.

A level is the objects of one type at one place of the answer, for all parents at once.
`FieldValues` are the values of one field of a level, or the items of all its lists. Neither stores
a path: it is computed when an error needs it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from .plans import FieldPlan, Kind, ObjectPlan

Position = tuple[int, Any]  # a container of the answer by its id(), and the key or index in it


class Level:
    """The objects of one type at one place, their rows, and their answers so far."""

    __slots__ = ("answers", "field_values", "indexes", "plan", "rows")

    def __init__(
        self,
        plan: ObjectPlan,
        rows: Sequence[Any],
        field_values: FieldValues | None,
        indexes: Sequence[int],
    ) -> None:
        self.plan, self.rows = plan, rows
        self.field_values, self.indexes = (
            field_values,
            indexes,
        )  # the index of each object among the values
        self.answers: list[dict[str, Any]] = []

    def path(self, number: int) -> list[str | int]:
        return [] if self.field_values is None else self.field_values.path(self.indexes[number])

    def nullify(self, number: int) -> Position | None:
        return (
            None if self.field_values is None else self.field_values.nullify(self.indexes[number])
        )


class FieldValues:
    """The values of one field of a level, or (with `outer`) the items of its lists."""

    __slots__ = ("answers", "field", "kind", "level", "outer", "types", "values")

    def __init__(
        self, level: Level, field: FieldPlan, kind: Kind, values: list[Any], outer: Any = None
    ) -> None:
        self.level, self.field, self.kind = level, field, kind
        self.values, self.outer = values, outer
        self.answers: list[Any] = []
        self.types: list[Any] = []  # the type names of its objects, if they may differ

    def path(self, index: int) -> list[str | int]:
        if self.outer is None:
            return [*self.level.path(index), self.field.key]
        owner, position = self._owner(index)
        return [*self.outer.path(owner), position]

    def nullify(self, index: int) -> Position | None:
        """Put null here, or at the closest nullable place above; None if that is all data."""
        if self.outer is None:
            if self.kind.is_non_null:
                return self.level.nullify(index)
            answer, key = self.level.answers[index], self.field.key
            answer[key] = None
            return id(answer), key
        owner, position = self._owner(index)
        if self.kind.is_non_null:
            return self.outer.nullify(owner)
        items = self.outer.answers[owner]
        items[position] = None
        return id(items), position

    def _owner(self, index: int) -> tuple[int, int]:
        """The list of the outer values that contains this item, and its index there."""
        for owner, items in enumerate(self.outer.answers):
            if items is not None:
                if index < len(items):
                    return owner, index
                index -= len(items)
        raise IndexError(index)


def grouped(names: Sequence[Any]) -> dict[Any, Sequence[int]]:
    """The indexes of each name, without None."""
    if names and names[0] is not None and names.count(names[0]) == len(names):
        return {names[0]: range(len(names))}
    indexes: dict[Any, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        indexes[name].append(index)
    indexes.pop(None, None)
    return dict(indexes)
