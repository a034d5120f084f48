"""Executes a plan breadth first, in batches.

All parents of a level are answered together. Fields that read their parent's row are filled in at
once; loaders run until they need the database, and then wait. When everything is waiting, all
requests are answered together, and so on until the answer is complete. The number of statements
therefore depends on the document, not on the length of the answer.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import partial
from inspect import isgenerator
from types import NoneType
from typing import Any

from graphql import GraphQLError, GraphQLResolveInfo, located_error
from graphql.execution.execute import ExecutionContext, default_field_resolver
from graphql.pyutils import Path, is_iterable

from .dispatch import dispatch
from .leaves import serialized
from .loaders import Batch, Loader
from .plans import FieldPlan, Kind, ObjectPlan
from .positions import FieldValues, Level, grouped
from .rows import column_of

# The usual types of values; only among others can there be an exception.
PLAIN = {dict, str, int, float, bool, list, NoneType}


class Run:
    """One execution: what has failed so far, and which loaders wait for what.

    If the context has a `meter`, it is told of the root's fields and of all objects as they arrive;
    if it raises, the execution ends.
    """

    def __init__(self, reference: ExecutionContext, context: Any) -> None:
        self.context = context
        self._meter = getattr(context, "meter", None)
        self._reference = reference  # also the source of the `info` of plain resolvers
        self._failures: list[tuple[FieldValues, int, Exception]] = []
        self._waiting: list[tuple[Generator[Any, Any, Any], Any, Level, FieldPlan]] = []

    def execute(self, plan: ObjectPlan, root: Any) -> tuple[Any, list[GraphQLError]]:
        """The data of the answer, and the errors in it."""
        if self._meter is not None:
            self._meter.start(plan)
        answers = self._spawn(plan, [root], None, [0])
        while self._waiting:
            self.context.deadline.check()
            self._dispatch()
        return self._with_errors(answers[0])

    def _spawn(
        self,
        plan: ObjectPlan,
        rows: Sequence[Any],
        field_values: FieldValues | None,
        indexes: Sequence[int],
    ) -> list[dict[str, Any]]:
        """Start the answers for objects of one type; fields that must wait are filled in later."""
        level = Level(plan, rows, field_values, indexes)
        value_lists = [self._immediate(level, field) for field in plan.immediate]
        level.answers = plan.build(value_lists, len(rows))
        for field in plan.deferred:
            self._resolve(level, field)
        return level.answers

    def _immediate(self, level: Level, field: FieldPlan) -> list[Any]:
        if field.is_type_name:
            return self._type_names(level)
        may_be_null = not field.kind.is_non_null
        values = column_of(level.rows, str(field.column), blank_is_null=may_be_null)
        return self._complete(FieldValues(level, field, field.kind, values))

    @staticmethod
    def _type_names(level: Level) -> list[str]:
        """The type of each row: types with the same selection share one level."""
        type_name = level.plan.kind.name
        if level.field_values is None or level.field_values.kind.abstract is None:
            return [type_name] * len(level.rows)
        return [level.field_values.types[index] for index in level.indexes]

    def _resolve(self, level: Level, field: FieldPlan) -> None:
        if field.is_introspection:
            self._introspect(level, field)
            return
        try:
            values = self._values(level, field, field.arguments(self._reference.variable_values))
        except Exception as error:  # noqa: BLE001 -- whatever a loader raises is the field's error
            values = [error] * len(level.rows)
        if isgenerator(values):
            self._advance(values, level, field, partial(next, values))
        else:
            self._deliver(level, field, values)

    def _values(self, level: Level, field: FieldPlan, arguments: dict[str, Any]) -> Any:
        resolve = field.resolve
        if field.column is not None:
            return column_of(level.rows, field.column, blank_is_null=not field.kind.is_non_null)
        if isinstance(resolve, Loader):
            return resolve.load(level.rows, Batch(self.context, field.selected), **arguments)
        info = self._info(level, field)
        return [
            _outcome(partial(resolve or default_field_resolver, row, info, **arguments))
            for row in level.rows
        ]

    def _advance(self, loading: Any, level: Level, field: FieldPlan, step: Any) -> None:
        try:
            self._waiting.append((loading, step(), level, field))
        except StopIteration as stop:
            self._deliver(level, field, stop.value)
        except Exception as error:  # noqa: BLE001 -- whatever a loader raises is the field's error
            self._deliver(level, field, [error] * len(level.rows))

    def _dispatch(self) -> None:
        waiting, self._waiting = self._waiting, []
        answers = dispatch([requests for _, requests, _, _ in waiting], self.context)
        for (loading, _, level, field), answer in zip(waiting, answers, strict=True):
            take = loading.throw if isinstance(answer, Exception) else loading.send
            self._advance(loading, level, field, partial(take, answer))

    def _deliver(self, level: Level, field: FieldPlan, values: Any) -> None:
        if len(values) != len(level.rows):
            error = ValueError(f"{field.parent.name}.{field.name} gave too many or too few values")
            values = [error] * len(level.rows)
        answers = self._complete(FieldValues(level, field, field.kind, values))
        key = field.key
        for answer, value in zip(level.answers, answers, strict=True):
            answer[key] = value

    def _complete(self, field_values: FieldValues) -> list[Any]:
        """The values as they appear in the answer; errors are noted, and null for now."""
        kind, kinds = field_values.kind, set(map(type, field_values.values))
        if NoneType in kinds and kind.is_non_null:
            self._note_nulls(field_values)
        if not kinds <= PLAIN:
            field_values.values = self._without_errors(field_values, field_values.values)
        if kind.leaf is not None:
            values = serialized(kind.leaf, field_values.values, kinds)
            is_same = values is field_values.values
            field_values.answers = values if is_same else self._without_errors(field_values, values)
        elif kind.item is not None:
            self._lists(field_values, kind.item)
        else:
            field_values.answers = self._objects(field_values)
        return field_values.answers

    def _note_nulls(self, field_values: FieldValues) -> None:
        coordinate = f"{field_values.field.parent.name}.{field_values.field.name}"
        absent = TypeError(f"Cannot return null for non-nullable field {coordinate}.")
        nulls = [index for index, value in enumerate(field_values.values) if value is None]
        self._failures += [(field_values, index, absent) for index in nulls]

    def _without_errors(self, field_values: FieldValues, values: list[Any]) -> list[Any]:
        """The values with null in place of each exception, which is noted."""
        if not any(issubclass(kind, Exception) for kind in set(map(type, values))):
            return values
        return [
            self._without_error(field_values, index, value) for index, value in enumerate(values)
        ]

    def _without_error(self, field_values: FieldValues, index: int, value: Any) -> Any:
        if not isinstance(value, Exception):
            return value
        self._failures.append((field_values, index, value))
        return None

    def _lists(self, field_values: FieldValues, item: Kind) -> None:
        lists = [
            self._items(field_values, index, value)
            for index, value in enumerate(field_values.values)
        ]
        flat = [item_value for items in lists if items is not None for item_value in items]
        field_values.answers = lists  # their lengths tell which list an item belongs to
        answers = self._complete(
            FieldValues(field_values.level, field_values.field, item, flat, field_values)
        )
        start = 0
        for items in lists:
            if items is not None:
                end = start + len(items)
                items[:] = answers[start:end]
                start = end

    def _items(self, field_values: FieldValues, index: int, value: Any) -> list[Any] | None:
        if value is None or type(value) is list:
            return None if value is None else value.copy()
        if is_iterable(value):
            return list(value)
        coordinate = f"{field_values.field.parent.name}.{field_values.field.name}"
        error = GraphQLError(f"Expected Iterable, but did not find one for field '{coordinate}'.")
        return self._without_error(field_values, index, error)

    def _objects(self, field_values: FieldValues) -> list[Any]:
        answers: list[Any] = [None] * len(field_values.values)
        plans = self._by_plan(field_values)
        if self._meter is not None:
            self._meter.count(field_values, plans)
        for plan, indexes in plans.items():
            if len(indexes) == len(answers):
                return self._spawn(plan, field_values.values, field_values, indexes)
            rows = [field_values.values[index] for index in indexes]
            objects = self._spawn(plan, rows, field_values, indexes)
            for index, answer in zip(indexes, objects, strict=True):
                answers[index] = answer
        return answers

    def _by_plan(self, field_values: FieldValues) -> dict[ObjectPlan, Sequence[int]]:
        """The indexes of the rows for each plan; a row without a type or plan is an error."""
        by_name: dict[Any, Sequence[int]] = grouped(self._names(field_values))
        indexes_of: dict[ObjectPlan, Sequence[int]] = {}
        for name, indexes in by_name.items():
            plan = self._plan_for(field_values, name, field_values.values[indexes[0]])
            if isinstance(plan, ObjectPlan):
                shared = indexes_of.get(plan)
                indexes_of[plan] = sorted([*shared, *indexes]) if shared else indexes
            else:
                for index in indexes:
                    self._without_error(field_values, index, plan)
        return indexes_of

    def _names(self, field_values: FieldValues) -> list[Any]:
        """The name of each object's type; None where there is no object."""
        if field_values.kind.abstract is None:
            name = field_values.field.selection.kind.name  # type: ignore[union-attr]
            return [None if value is None else name for value in field_values.values]
        field_values.types = [
            value["__typename"]
            if type(value) is dict and value.get("__typename")
            else self._type_name(field_values, value)
            for value in field_values.values
        ]
        return field_values.types

    def _plan_for(self, field_values: FieldValues, name: Any, value: Any) -> Any:
        """The plan for the type of this name, or the error if there is none."""
        selection: Any = field_values.field.selection
        kind = selection.named(name) if isinstance(name, str) else None
        if kind is not None:
            return _outcome(partial(selection.of, kind))
        return self._wrong_type(field_values, name, value)

    def _wrong_type(self, field_values: FieldValues, name: Any, value: Any) -> Any:
        """The reference's error for a type that is not possible here."""
        if isinstance(name, Exception):
            return name
        kind: Any = field_values.kind.abstract
        check = self._reference.ensure_valid_runtime_type
        info = self._info(field_values.level, field_values.field)
        return _outcome(partial(check, name, kind, field_values.field.nodes, info, value))

    def _type_name(self, field_values: FieldValues, value: Any) -> Any:
        """The type of a value that does not name it itself, by the schema's type resolver."""
        if value is None:
            return None
        info = self._info(field_values.level, field_values.field)
        kind: Any = field_values.kind.abstract
        resolve = kind.resolve_type or self._reference.type_resolver
        return _outcome(partial(resolve, value, info, kind))

    def _info(self, level: Level, field: FieldPlan) -> GraphQLResolveInfo:
        path = Path(None, field.key, level.plan.kind.name)
        return self._reference.build_resolve_info(
            field.definition, field.nodes, level.plan.kind, path
        )

    def _introspect(self, level: Level, field: FieldPlan) -> None:
        """Introspection, which graphql-core answers for every engine."""
        path = Path(None, field.key, level.plan.kind.name)
        execute = self._reference.execute_field
        value = _outcome(partial(execute, level.plan.kind, None, field.nodes, path))
        if isinstance(value, Exception):
            self._failures.append((FieldValues(level, field, field.kind, [None]), 0, value))
        else:
            level.answers[0][field.key] = value

    def _with_errors(self, data: Any) -> tuple[Any, list[GraphQLError]]:
        """Put null where something failed or contains it; keep one error for each null."""
        errors, nulled_positions = [], set()
        for field_values, index, failure in self._failures:
            path = field_values.path(index)  # the path, before its ancestors are set to null
            position = field_values.nullify(index)
            if position in nulled_positions:
                continue
            nulled_positions.add(position)
            errors.append(located_error(failure, field_values.field.nodes, path))
        return (None if None in nulled_positions else data), errors


def _outcome(call: Any) -> Any:
    try:
        return call()
    except Exception as error:  # noqa: BLE001 -- whatever a resolver raises is the field's error
        return error
