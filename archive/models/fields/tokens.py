"""A column indexed on both databases: the distinct tokens of a row, unordered.

PostgreSQL stores them as a `tsvector` with a GIN index. SQLite stores them as text, and triggers
maintain the FTS5 table that the model names. Tokens come from `folding`, so they contain only
letters and digits: no quote, no operator, no syntax of either query language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup

from cms.sql.parameters import Parameter


class Beginning(NamedTuple):
    """A word that may be incomplete: it matches tokens that begin with it, or its stem."""

    word: str
    stem: str


class Tokens(NamedTuple):
    """The tokens that a row must have, at least one, and those that it must not have."""

    all_of: tuple[str | Beginning, ...]
    none_of: tuple[str, ...] = ()


class TokensParameter(Parameter):
    """A parameter of a statement that is filled with `Tokens`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, models.TextField())

    def prepared(self, value: Tokens, connection: Any) -> str:
        return asked(value, connection)


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
    rhs: Tokens | TokensParameter

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"archive_indexed({column}) @@ %s::tsquery", [*parameters, self._query(connection)]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        model = self.lhs.target.model
        table = getattr(model, "fts_table", model._meta.db_table)
        is_match = f"{table} MATCH %s"
        if table == model._meta.db_table:
            return is_match, [self._query(connection)]
        key, parameters = compiler.compile(Col(self.lhs.alias, model._meta.pk))
        rows = f"SELECT rowid FROM {table} WHERE {is_match}"  # noqa: S608 -- ours
        return f"{key} IN ({rows})", [*parameters, self._query(connection)]

    def _query(self, connection: Any) -> str | TokensParameter:
        rhs = self.rhs
        return rhs if isinstance(rhs, TokensParameter) else asked(rhs, connection)


def asked(tokens: Tokens, connection: Any) -> str:
    """The query for the full-text index, in the syntax of the database."""
    is_postgresql = connection.vendor == "postgresql"
    quote, both, either = ("'", " & ", " | ") if is_postgresql else ('"', " AND ", " OR ")
    query = _quoted(tokens.all_of, quote, both)
    if not (excluded := _quoted(tokens.none_of, quote, either)):
        return query
    return f"{query} & !({excluded})" if is_postgresql else f"({query}) NOT ({excluded})"


def _quoted(tokens: Iterable[str | Beginning], quote: str, operator: str) -> str:
    return operator.join(_one(token, quote) for token in tokens)


def _one(token: str | Beginning, quote: str) -> str:
    if isinstance(token, str):
        return f"{quote}{token}{quote}"
    begins, either = (":*", "|") if quote == "'" else (" *", "OR")
    return f"({quote}{token.word}{quote}{begins} {either} {quote}{token.stem}{quote})"
