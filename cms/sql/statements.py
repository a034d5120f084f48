"""Prepared SQL: made from a queryset once, run with other parameters each time.

Django takes longer to turn a queryset into SQL than a database takes to answer it. A queryset is
therefore written with a `Parameter` wherever a request inserts a value, compiled when first needed,
and cached. Several statements of the same shape run as one, with `UNION ALL` between them. The text
that is put together here is SQL that Django wrote; values are only ever passed as parameters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import connections, models, router
from django.db.models import QuerySet
from wagtail.models import Page

from .parameters import Parameter

MAX_ARMS = 400  # of a UNION ALL; SQLite allows 500
_PLACEHOLDER = re.compile("%%|%s")
_reading_from: ContextVar[str] = ContextVar("reading_from", default="")


@dataclass(frozen=True, eq=False)
class Statement:
    """A SELECT with its parameters: values, and a `Parameter` for each value of the request."""

    sql: str
    parameters: tuple[Any, ...]
    converters: Any
    alias: str
    width: int

    @property
    def is_row(self) -> bool:
        """Whether each of its rows is a single text, as it is for all sources."""
        return self.width == 1 and not self.converters

    @classmethod
    def of(cls, queryset: QuerySet[Any]) -> Statement:
        """The statement of `queryset.values_list(…)`, with its columns in that order."""
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, parameters = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select]
        converters = compiler.get_converters(columns)
        return cls(sql, tuple(parameters), converters, queryset.db, len(columns))

    def limited(self) -> Statement:
        """The statement, limited to the number of rows in the parameter `limit`."""
        limit = Parameter("limit", models.IntegerField())
        return replace(self, sql=f"{self.sql} LIMIT %s", parameters=(*self.parameters, limit))

    def counted(self) -> Statement:
        """The statement that counts the rows; it returns the number as text."""
        return self._as_text("COUNT(*)", self.sql)

    def tallied(self) -> Statement:
        """The statement that counts the rows for each `value` of a query; it returns JSON."""
        sql = f'SELECT "value", COUNT(*) AS "count" FROM ({self.sql}) each GROUP BY "value"'
        is_postgresql = connections[self.alias].vendor == "postgresql"
        array = "JSONB_BUILD_ARRAY" if is_postgresql else "JSON_ARRAY"
        return self._as_text(f'{array}("value", "count")', sql)

    def beside(self, statements: Sequence[Statement]) -> Statement:
        """The statement of one row, with the single value of this and of each other statement."""
        statements = [self, *statements]
        columns = ", ".join(f"({statement.sql})" for statement in statements)
        return Statement(
            sql=f"SELECT {columns}",
            parameters=tuple(part for statement in statements for part in statement.parameters),
            converters={
                place: statement.converters[0]
                for place, statement in enumerate(statements)
                if 0 in statement.converters
            },
            alias=self.alias,
            width=len(statements),
        )

    def gathered(self) -> Statement:
        """The statement that collects the `key`s for each `value` of a query; it returns JSON."""
        is_postgresql = connections[self.alias].vendor == "postgresql"
        array, group = (
            ("JSON_BUILD_ARRAY", "JSON_AGG")
            if is_postgresql
            else ("JSON_ARRAY", "JSON_GROUP_ARRAY")
        )
        text = f'CAST({array}("value", {group}("key")) AS text)'
        sql = f'SELECT {text} FROM ({self.sql}) each GROUP BY "value"'
        return replace(self, sql=sql, converters={}, width=1)

    def _as_text(self, expression: str, sql: str) -> Statement:
        text = f"SELECT CAST({expression} AS text) FROM ({sql}) counted"
        return replace(self, sql=text, converters={}, width=1)

    @cached_property
    def parameter_names(self) -> frozenset[str]:
        """The names of its parameters."""
        return frozenset(part.name for part in self.parameters if isinstance(part, Parameter))

    @cached_property
    def written_out(self) -> Self:
        """The statement with its constant values in the text, and placeholders for each `Parameter`
        only.

        PostgreSQL treats every bound parameter as different, even if the values are equal: an
        expression that contains one does not match the same expression in GROUP BY. And when
        PostgreSQL plans for any value, only constants in the text tell it which partial index
        applies.
        """
        left = iter(self.parameters)
        operations: Any = connections[self.alias].ops
        parameters = []

        def text_of(placeholder: re.Match[str]) -> str:
            if placeholder[0] == "%%":
                return "%%"
            if isinstance(value := next(left), Parameter):
                parameters.append(value)
                return "%s"
            text: str = operations.compose_sql("%s", [value])
            return text.replace("%", "%%")

        sql = _PLACEHOLDER.sub(text_of, self.sql)
        return replace(self, sql=sql, parameters=tuple(parameters))

    def refuse_other(self, key: Hashable, second: Statement) -> None:
        """Raise TypeError if the same key produced a different statement: it contains a reader's
        value.
        """
        kept_parameters, second_parameters = (
            [
                parameter.name if isinstance(parameter, Parameter) else parameter
                for parameter in statement.parameters
            ]
            for statement in (self, second)
        )
        if self.sql != second.sql or kept_parameters != second_parameters:
            raise TypeError(
                f"The statement kept under {key!r} is another one the second time: "
                f"{kept_parameters} and then {second_parameters}. What differs is a value: write a "
                "Parameter, or make it part of the key."
            )


def run_all(
    calls: Sequence[tuple[Statement, Mapping[str, Any]]],
) -> list[list[Sequence[Any]]]:
    """The rows of each call; the statements must have the same shape, and run as one."""
    starts = range(0, len(calls), MAX_ARMS)
    return [rows for start in starts for rows in _run_arms(calls[start : start + MAX_ARMS])]


def _run_arms(
    calls: Sequence[tuple[Statement, Mapping[str, Any]]],
) -> list[list[Sequence[Any]]]:
    connection = connections[calls[0][0].alias]
    if connection.vendor == "postgresql":
        calls = [(statement.written_out, values) for statement, values in calls]
    first = calls[0][0]
    parameters = _prepared(calls, connection)
    sql = first.sql
    if len(calls) > 1:
        arms = (f"SELECT {n} AS arm, q{n}.* FROM ({s.sql}) q{n}" for n, (s, _) in enumerate(calls))
        sql = " UNION ALL ".join(arms)
    with reading_cursor(connection) as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    if len(calls) == 1:
        return [_converted(rows, first.converters, connection, 0)]
    rows_of: list[list[Sequence[Any]]] = [[] for _ in calls]
    for row in _converted(rows, first.converters, connection, 1):
        rows_of[row[0]].append(row[1:])
    return rows_of


def reading_cursor(connection: Any) -> Any:
    """A cursor whose statements PostgreSQL may prepare, as their values are sent separately.

    Planning takes longer than running there. Django's own cursors write values into the text.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql import base  # needs its driver

    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor: Any = base.ServerBindingCursor
        return connection._prepare_cursor(cursor(connection.connection))


def _prepared(calls: Sequence[tuple[Statement, Mapping[str, Any]]], connection: Any) -> list[Any]:
    """The parameters in the database's form; statements often repeat the same ones."""
    prepared: dict[tuple[int, int], Any] = {}  # by identity: parameters and values outlive it
    parameters = []
    for statement, values in calls:
        for part in statement.parameters:
            if isinstance(part, Parameter):
                value = values[part.name]
                key = id(part), id(value)
                if key not in prepared:
                    prepared[key] = part.prepared(value, connection)
                parameters.append(prepared[key])
            else:
                parameters.append(part)
    return parameters


def _converted(rows: Any, converters: Any, connection: Any, offset: int) -> list[Sequence[Any]]:
    """The database's values as Python values: SQLite, for example, has no dates."""
    if not converters:
        return rows
    converted: list[Any] = [list(row) for row in rows]
    for position, (functions, expression) in converters.items():
        place = position + offset
        for row in converted:
            value = row[place]
            for function in functions:
                value = function(value, expression, connection)
            row[place] = value
    return converted


class StatementCache:
    """Statements by key, built when first needed."""

    def __init__(self, most: int = 512) -> None:
        self._statements: dict[Hashable, Statement] = {}
        self._compared: set[Hashable] = set()  # those built a second time, in development and tests
        self._most = most

    def get(
        self,
        key: Hashable,
        queryset: Callable[[], QuerySet[Any]],
        finish: Callable[[Statement], Statement] = lambda statement: statement,
    ) -> Statement:
        """The statement of this key, for the database that is being read from.

        Without a key it is not cached: a search, for example, has the reader's words in its SQL.
        """
        if key is None:
            return finish(Statement.of(queryset()))
        statement = self._statements.get((key, database := read_database()))
        if statement is None:
            if len(self._statements) >= self._most:
                self._statements.clear()
                self._compared.clear()
            statement = self._statements[key, database] = finish(Statement.of(queryset()))
        elif settings.CHECK_DECLARATIONS and (key, database) not in self._compared:
            self._compared.add((key, database))
            statement.refuse_other(key, finish(Statement.of(queryset())))
        return statement


def read_database() -> str:
    """The alias of the database that content is read from; a router may choose a replica."""
    return _reading_from.get() or router.db_for_read(Page)


@contextmanager
def reading_from(database: str) -> Iterator[None]:
    """Read from this database within the context, for example the primary instead of a replica."""
    token = _reading_from.set(database)
    try:
        yield
    finally:
        _reading_from.reset(token)
