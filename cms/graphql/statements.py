"""Fixed SQL: made from a queryset once, run with other parameters each time.

Django takes longer to turn a queryset into SQL than a database to answer it. A queryset is
therefore written with a `Slot` wherever a request puts a value, compiled when first needed, and
kept. Several statements of one shape run as one, with `UNION ALL` between them. What is put
together here as text is SQL that Django wrote; values only ever go in as parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import orjson
from django.db import connections, models, router
from django.db.models import Expression, Lookup, QuerySet
from wagtail.models import Page

from .engine import Request

MAX_ARMS = 400  # of a UNION ALL; SQLite allows 500


class Slot(Expression):
    """Where a request puts its value."""

    def __init__(self, name: str, output_field: models.Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def prepared(self, value: Any, connection: Any) -> Any:
        return self.output_field.get_db_prep_value(value, connection)


class Keys(Slot):
    """Where a request puts a list of values: one parameter, however long the list."""

    def prepared(self, value: Any, connection: Any) -> Any:
        values = list(value)
        if values and not isinstance(
            values[0], int | str
        ):  # a UUID, say, which SQLite keeps as text
            values = [super(Keys, self).prepared(each, connection) for each in values]
        return values if connection.vendor == "postgresql" else orjson.dumps(values).decode()


class Among(Lookup):
    """Whether a column is one of the values of a `Keys`."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} IN (SELECT value FROM json_each(%s))", [*parameters, self.rhs]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*parameters, self.rhs]


class Under(Lookup):
    """Whether a tree path is one of the paths of a `Keys`, or lies below one."""

    lookup_name = "under"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        begins = f"substr({left}, 1, length(value)) = value"
        return f"EXISTS (SELECT 1 FROM json_each(%s) WHERE {begins})", [self.rhs, *parameters]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} ^@ ANY(%s::text[])", [*parameters, self.rhs]


class Outside(Under):
    """Whether a tree path lies below none of the paths of a `Keys`.

    They come sorted, and none of them below another: of the sorted ones only the last that is not
    after a path can be its beginning.
    """

    lookup_name = "outside"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        sql, parameters = super().as_sql(compiler, connection)
        return f"NOT {sql}", parameters

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        last = f"""(%s::text[])[width_bucket({left} COLLATE "C", %s::text[])]"""
        sql = f"COALESCE(NOT {left} ^@ {last}, {left} IS NOT NULL)"  # no such path: it is outside
        return sql, [*parameters, self.rhs, *parameters, self.rhs, *parameters]


@dataclass(frozen=True, eq=False)
class Statement:
    """A SELECT with its parameters, some of them slots."""

    sql: str
    parameters: tuple[Any, ...]
    converters: Any
    alias: str
    width: int

    @property
    def is_row(self) -> bool:
        """Whether it gives one text a row, as every source does."""
        return self.width == 1 and not self.converters

    @classmethod
    def of(cls, queryset: QuerySet[Any]) -> Statement:
        """From `queryset.values_list(…)`; the columns come in that order."""
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, parameters = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select]
        converters = compiler.get_converters(columns)
        return cls(sql, tuple(parameters), converters, queryset.db, len(columns))

    def limited(self) -> Statement:
        """As many rows as the slot `limit` says."""
        limit = Slot("limit", models.IntegerField())
        return replace(self, sql=f"{self.sql} LIMIT %s", parameters=(*self.parameters, limit))

    def counted(self) -> Statement:
        """The number of rows, as text."""
        return self._as_text("COUNT(*)", self.sql)

    def tallied(self) -> Statement:
        """Of a statement with a column `value`: each different one and its number, as JSON."""
        sql = f'SELECT "value", COUNT(*) AS "count" FROM ({self.sql}) each GROUP BY "value"'
        is_postgresql = connections[self.alias].vendor == "postgresql"
        array = "JSONB_BUILD_ARRAY" if is_postgresql else "JSON_ARRAY"
        return self._as_text(f'{array}("value", "count")', sql)

    def _as_text(self, expression: str, sql: str) -> Statement:
        text = f"SELECT CAST({expression} AS text) FROM ({sql}) counted"
        return replace(self, sql=text, converters={}, width=1)

    @cached_property
    def slots(self) -> frozenset[str]:
        """The names of the values that it waits for."""
        return frozenset(part.name for part in self.parameters if isinstance(part, Slot))


def run_all(
    calls: Sequence[tuple[Statement, Mapping[str, Any]]],
) -> list[list[Sequence[Any]]]:
    """The rows of each call; the statements are of one shape, and run as one."""
    found: list[list[Sequence[Any]]] = []
    for start in range(0, len(calls), MAX_ARMS):
        found += _run_arms(calls[start : start + MAX_ARMS])
    return found


def _run_arms(
    calls: Sequence[tuple[Statement, Mapping[str, Any]]],
) -> list[list[Sequence[Any]]]:
    first = calls[0][0]
    connection = connections[first.alias]
    parameters = [
        part.prepared(values[part.name], connection) if isinstance(part, Slot) else part
        for statement, values in calls
        for part in statement.parameters
    ]
    sql = first.sql
    if len(calls) > 1:
        arms = (f"SELECT {n} AS arm, q{n}.* FROM ({s.sql}) q{n}" for n, (s, _) in enumerate(calls))
        sql = " UNION ALL ".join(arms)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    if len(calls) == 1:
        return [_converted(rows, first.converters, connection, 0)]
    found: list[list[Sequence[Any]]] = [[] for _ in calls]
    for row in _converted(rows, first.converters, connection, 1):
        found[row[0]].append(row[1:])
    return found


def _converted(rows: Any, converters: Any, connection: Any, offset: int) -> list[Sequence[Any]]:
    """What the database gave as Python's values: SQLite knows no dates."""
    if not converters:
        return rows
    found: list[Any] = [list(row) for row in rows]
    for position, (functions, expression) in converters.items():
        place = position + offset
        for row in found:
            value = row[place]
            for function in functions:
                value = function(value, expression, connection)
            row[place] = value
    return found


@dataclass(frozen=True, eq=False)
class Ask(Request):
    """One run of a statement; those of one shape that wait together go out together."""

    statement: Statement
    values: Mapping[str, Any]
    shape: Hashable  # whatever stands for the number and the types of its columns

    @property
    def group(self) -> Hashable:
        return Ask, self.shape, self.statement.alias

    @classmethod
    def answer(cls, requests: Sequence[Any], context: Any) -> list[list[Sequence[Any]]]:
        return context.run([(ask.statement, ask.values) for ask in requests])


class Statements:
    """Statements by what they depend on, made when first needed."""

    def __init__(self, most: int = 512) -> None:
        self._made: dict[Hashable, Statement] = {}
        self._most = most

    def get(
        self,
        key: Hashable,
        queryset: Callable[[], QuerySet[Any]],
        finish: Callable[[Statement], Statement] = lambda made: made,
    ) -> Statement:
        """The statement of this key for the database that is read from now.

        What is asked once has no key, and is not kept: a search, whose words are in its SQL.
        """
        if key is None:
            return finish(Statement.of(queryset()))
        found = self._made.get((key, database := reading()))
        if found is None:
            if len(self._made) >= self._most:
                self._made.clear()
            found = self._made[key, database] = finish(Statement.of(queryset()))
        return found


def reading() -> str:
    """The database that content is read from: a router may know replicas."""
    return router.db_for_read(Page)
