"""Rows of any shape in one column, as JSON arrays, so that statements can be combined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import orjson
from django.db import models
from django.db.models import F, Func, QuerySet, TextField
from django.db.models.functions import Cast, JSONArray

from .parameters import Among, ParameterList
from .statements import Statement, StatementCache, read_database

_STATEMENTS = StatementCache()


def _instant(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# Types without a JSON equivalent become text or (SQLite's booleans) numbers.
READERS: tuple[tuple[type[models.Field], Callable[[Any], Any]], ...] = (
    (models.BooleanField, bool),
    (models.FloatField, float),
    (models.DateTimeField, _instant),
    (models.DateField, date.fromisoformat),
    (models.UUIDField, UUID),
    (models.JSONField, lambda value: orjson.loads(value) if isinstance(value, str) else value),
)


class AsStored(Cast):
    """A StreamField's JSON as text, since Wagtail would build every block of it."""

    def __init__(self, column: str) -> None:
        super().__init__(column, TextField())


class Digits(Func):
    """A float with all its digits, as SQLite's JSON keeps only fifteen.

    SQLite prints null as 0.0, so null is handled first.
    """

    output_field = models.FloatField()
    function = ""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = (
            "CASE WHEN %(expressions)s IS NOT NULL THEN printf('%%%%!.17g', %(expressions)s) END"
        )
        sql, parameters = super().as_sql(compiler, connection, template=template, **context)
        return sql, (*parameters, *parameters)


class JsonRows:
    """Rows of a queryset with these `columns`, looked up by `key` if there is one."""

    def __init__(
        self,
        queryset: Callable[[], QuerySet[Any]],
        columns: Mapping[str, Any],
        key: Any = None,
    ) -> None:
        self._queryset, self._columns, self._key = queryset, columns, key
        self.names = list(columns)

    @property
    def statement(self) -> Statement:
        return _STATEMENTS.get(self, self._select)

    def _select(self) -> QuerySet[Any]:
        queryset = self._queryset().order_by()
        if self._key is not None:
            queryset = queryset.filter(Among(F(self._key), ParameterList("keys", self._fields[0])))
        columns = [F(column) if isinstance(column, str) else column for column in self._all]
        expressions = [
            Digits(column) if isinstance(field, models.FloatField) else column
            for column, field in zip(columns, self._fields, strict=True)
        ]
        return queryset.values_list(Cast(JSONArray(*expressions), TextField()))

    @property
    def _all(self) -> list[Any]:
        return [*([] if self._key is None else [self._key]), *self._columns.values()]

    @cached_property
    def _fields(self) -> list[Any]:
        query = self._queryset().order_by().values_list(*self._all).query
        compiler = query.get_compiler(using=read_database())
        compiler.setup_query()
        return [column.output_field for column, _, _ in compiler.select]

    @cached_property
    def _readers(self) -> list[tuple[int, Callable[[Any], Any]]]:
        return [
            (place, reader)
            for place, field in enumerate(self._fields)
            if (reader := next((r for kind, r in READERS if isinstance(field, kind)), None))
        ]

    def read(self, rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
        """The values of each row, after its key if there is one."""
        values = orjson.loads(f"[{','.join([text for (text,) in rows])}]")
        for place, reader in self._readers:
            for row in values:
                if row[place] is not None:
                    row[place] = reader(row[place])
        return values
