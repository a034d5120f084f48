"""The column that both databases index: the distinct tokens of a row, in no order.

PostgreSQL keeps them as a `tsvector` with a GIN index. SQLite keeps them as text, and triggers
keep an FTS5 table beside it. Tokens come out of `folding`, so they hold letters and digits only:
no quote, no operator, nothing that either query language could read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup

FTS_TABLE = "archive_searchtokens"


class Tokens(NamedTuple):
    """What a row must have, at least one token, and what it must not."""

    all_of: tuple[str, ...]
    none_of: tuple[str, ...] = ()


class TokensField(models.Field):
    """A set of tokens: written as an iterable, never read back, found by `__match`."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        if value is None or isinstance(value, str):
            return value
        if connection.vendor == "postgresql":
            return _quoted(value, "'", " ")
        return " ".join(value)


@TokensField.register_lookup
class Match(Lookup):
    """Rows that have all of some tokens and none of others."""

    lookup_name = "match"
    prepare_rhs = False
    rhs: Tokens

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        query = _quoted(self.rhs.all_of, "'", " & ")
        if excluded := _quoted(self.rhs.none_of, "'", " | "):
            query = f"{query} & !({excluded})"
        return f"archive_indexed({column}) @@ %s::tsquery", [*parameters, query]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = self.lhs.target.model._meta
        key, parameters = compiler.compile(Col(self.lhs.alias, table.pk))
        query = _quoted(self.rhs.all_of, '"', " AND ")
        if excluded := _quoted(self.rhs.none_of, '"', " OR "):
            query = f"({query}) NOT ({excluded})"
        rows = f"SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s"  # noqa: S608 -- ours
        return f"{key} IN ({rows})", [*parameters, query]


def _quoted(tokens: Iterable[str], quote: str, operator: str) -> str:
    return operator.join(f"{quote}{token}{quote}" for token in tokens)
