"""Rows found by a key: child rows, terms, pictures, files, counts.

    TAGS = Rows(
        lambda: EntryTag.objects.all(),
        key="content_object",
        columns={"pk": "tag", "name": "tag__name", "slug": "tag__slug"},
        order=("name", "pk"),
    )

A loader says `tags = yield TAGS.of(keys)` and finds `tags[key]`, a list of dictionaries. Whatever
is asked of any source at one time comes in one statement: every source gives one JSON array a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import orjson
from django.db import models
from django.db.models import F, Func, QuerySet, TextField
from django.db.models.functions import Cast, JSONArray

from .engine import Request
from .engine.rows import Build, builder
from .statements import Among, Keys, Statement, Statements, reading

Found = dict[Any, list[dict[str, Any]]]
_STATEMENTS = Statements()


def _instant(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# What JSON has no word for comes as text, or (SQLite's booleans) as a number.
READERS: tuple[tuple[type[models.Field], Callable[[Any], Any]], ...] = (
    (models.BooleanField, bool),
    (models.FloatField, float),
    (models.DateTimeField, _instant),
    (models.DateField, date.fromisoformat),
    (models.UUIDField, UUID),
    (models.JSONField, lambda value: orjson.loads(value) if isinstance(value, str) else value),
)


class AsStored(Cast):
    """A StreamField's JSON as text: Wagtail would build every block of it."""

    def __init__(self, column: str) -> None:
        super().__init__(column, TextField())


class Digits(Func):
    """A float with all its digits: SQLite's JSON keeps fifteen, which is not the same number."""

    output_field = models.FloatField()
    function = ""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "printf('%%%%!.17g', %(expressions)s)"
        return super().as_sql(compiler, connection, template=template, **context)


class Rows:
    """A source of rows; `columns` says which, under the names that loaders know.

    Rows of what has an ID say their type. `of_draft` gives the objects that a draft of a page holds
    instead; none unless it is said.
    """

    def __init__(
        self,
        queryset: Callable[[], QuerySet[Any]],
        *,
        columns: Mapping[str, Any],
        key: Any = None,
        order: Sequence[str] = (),
        type_name: str = "",
        of_draft: Callable[[Any], Iterable[Any]] = lambda draft: (),
    ) -> None:
        self._queryset, self._columns, self._key, self._order = queryset, columns, key, order
        self._typed = {"__typename": type_name} if type_name else {}
        self._of_draft = of_draft
        self.names = list(columns)

    def of(self, keys: Iterable[Any], **values: Any) -> RowsAsked:
        """Ask for the rows of these keys; `values` fill further slots."""
        return RowsAsked(self, list(dict.fromkeys(keys)), values)

    def all(self) -> RowsAsked:
        """Ask for all rows of a source without a key; they are found under None."""
        return RowsAsked(self, [None])

    @property
    def statement(self) -> Statement:
        return _STATEMENTS.get(self, self._select)

    def _select(self) -> QuerySet[Any]:
        queryset = self._queryset().order_by()
        if self._key is not None:
            queryset = queryset.filter(Among(F(self._key), Keys("keys", self._fields[0])))
        columns = [F(each) if isinstance(each, str) else each for each in self._all]
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
        compiler = query.get_compiler(using=reading())
        compiler.setup_query()
        return [column.output_field for column, _, _ in compiler.select]

    @cached_property
    def _build(self) -> Build:
        return builder(tuple((name, True) for name in [*self.names, *self._typed]))

    @cached_property
    def _readers(self) -> list[tuple[int, Callable[[Any], Any]]]:
        known = enumerate(self._fields)
        return [
            (place, reader)
            for place, column in known
            if (reader := next((r for kind, r in READERS if isinstance(column, kind)), None))
        ]

    def read(self, rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
        """The values of each row, the key first where there is one."""
        found = orjson.loads(f"[{','.join([text for (text,) in rows])}]")
        for place, reader in self._readers:
            for row in found:
                if row[place] is not None:
                    row[place] = reader(row[place])
        return found

    def grouped(self, rows: Iterable[Sequence[Any]]) -> Found:
        """By key, its rows in their order."""
        found: Found = defaultdict(list)
        if not (read := self.read(rows)):
            return found
        columns = list(zip(*read, strict=True))
        keys = [None] * len(read) if self._key is None else columns.pop(0)
        columns += [(word,) * len(read) for word in self._typed.values()]
        for key, row in zip(keys, self._build(columns, len(read)), strict=True):
            found[key].append(row)
        if self._order:
            for group in found.values():
                group.sort(key=self._sort_key)
        return found

    def rows_of_draft(self, draft: Any) -> list[dict[str, Any]]:
        """The rows of a draft, as it holds them, in the order of those published."""
        rows = [
            self._typed | {name: _read(each, str(path)) for name, path in self._columns.items()}
            for each in self._of_draft(draft)
        ]
        # What was never saved has no key, and stands where the draft has it.
        return sorted(rows, key=lambda row: [(v is None, v or 0) for v in self._sort_key(row)])

    def _sort_key(self, row: dict[str, Any]) -> list[Any]:
        return [row[name] for name in self._order]


def _read(value: Any, path: str) -> Any:
    """What a lookup of a column gives, from an object at hand."""
    *steps, last = path.split("__")
    for step in steps:
        value = getattr(value, step)
    if last == "pk":
        return value.pk
    return getattr(value, value._meta.get_field(last).attname)


class RowRequest(Request):
    """Something that one statement answers, a JSON array or a number a row."""

    @property
    def group(self) -> Hashable:
        return RowRequest

    @property
    def arm(self) -> Hashable:
        """What those share whom the same rows answer."""
        return self

    def calls(self, same: Sequence[Any]) -> list[tuple[Statement, dict[str, Any]]]:
        """The statement for all of the same arm, with its values; none where none is needed."""
        raise NotImplementedError

    def taken(self, rows: Sequence[Sequence[Any]], same: Sequence[Any], context: Any) -> Any:
        raise NotImplementedError

    @classmethod
    def answer(cls, requests: Sequence[Any], context: Any) -> list[Any]:
        """Everybody's rows in one statement; what several ask for is in it once."""
        arms: dict[Hashable, list[Any]] = defaultdict(list)
        for request in requests:
            arms[request.arm].append(request)
        calls = {arm: call for arm, same in arms.items() for call in same[0].calls(same)}
        rows = dict(zip(calls, context.run(list(calls.values())), strict=True))
        taken = {arm: same[0].taken(rows.get(arm, ()), same, context) for arm, same in arms.items()}
        return [taken[request.arm] for request in requests]


@dataclass(frozen=True, eq=False)
class RowsAsked(RowRequest):
    """The rows of some keys."""

    source: Rows
    keys: list[Any]
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def arm(self) -> Hashable:
        return self.source, tuple(sorted(self.values.items()))

    def calls(self, same: Sequence[Any]) -> list[tuple[Statement, dict[str, Any]]]:
        keys = [key for key in self._keys_of(same) if not _is_draft(key)]
        return [(self.source.statement, {**self.values, "keys": keys})] if keys else []

    def taken(self, rows: Sequence[Sequence[Any]], same: Sequence[Any], context: Any) -> Found:
        found = self.source.grouped(rows)
        for key in filter(_is_draft, self._keys_of(same)):
            found[key] = self.source.rows_of_draft(context.drafts[key])
        return found

    @staticmethod
    def _keys_of(same: Sequence[Any]) -> list[Any]:
        return list(dict.fromkeys(key for asked in same for key in asked.keys))


def _is_draft(key: Any) -> bool:
    return isinstance(key, int) and key < 0


@dataclass(frozen=True, eq=False)
class Counted(RowRequest):
    """What a statement counted: a number, or pairs of a text and a number."""

    statement: Statement
    values: Mapping[str, Any]

    def calls(self, same: Sequence[Any]) -> list[tuple[Statement, dict[str, Any]]]:
        return [(self.statement, dict(self.values))]

    def taken(self, rows: Sequence[Sequence[Any]], same: Sequence[Any], context: Any) -> list[Any]:
        return [orjson.loads(text) for (text,) in rows]
