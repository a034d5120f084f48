"""How many documents have a term, are of a type, or belong to a year.

The bitmap index answers if it has the version that the request sees. Otherwise simultaneous
requests share one statement, as with the rows of any source.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import Aggregate, F, QuerySet, TextField
from django.db.models.functions import Cast
from pyroaring import BitMap

from archive.bitmaps.dimensions import members
from archive.bitmaps.index import Index
from archive.bitmaps.kept import index_for
from cms.graphql.context import Context
from cms.graphql.engine import Request
from cms.graphql.pages.listings import Condition
from cms.graphql.sql.requests import Counted
from cms.sql.statements import Statement, StatementCache

from .words import WORDS, documents_with

_STATEMENTS = StatementCache()


@dataclass(frozen=True, eq=False)
class Tally(Request):
    """A count of the visible documents that meet some conditions."""

    by_sql: Counted
    conditions: Sequence[Condition]
    by_index: Callable[[Index, BitMap], Any]  # of the matching documents
    of_sql: Callable[[Any], Any] = lambda counts: counts  # converts SQL's counts to the same form

    @property
    def group(self) -> Hashable:
        return Tally

    @classmethod
    def answer(cls, requests: Sequence[Any], context: Any) -> list[Any]:
        index = index_for(context)
        if index is None:
            counts = Counted.answer([request.by_sql for request in requests], context)
            return [request.of_sql(count) for request, count in zip(requests, counts, strict=True)]
        for request in requests:
            context.cache_tags.add_tables(request.by_sql.statement.sql)
        among = visible_that_meet([request.conditions for request in requests], index, context)
        return [
            request.by_index(index, keys) for request, keys in zip(requests, among, strict=True)
        ]


def number_of(conditions: Sequence[Condition], by_sql: Counted) -> Tally:
    """Count the documents that meet these conditions; the answer is a list of one number."""
    return Tally(by_sql, conditions, lambda _index, among: [len(among)])


def number_by(dimension: str, conditions: Sequence[Condition], by_sql: Counted) -> Tally:
    """Count by each value of a dimension; the answer is pairs of its text and a number."""
    return Tally(
        by_sql,
        conditions,
        lambda index, among: [(str(v), number) for v, number in index.counts(dimension, among)],
    )


def number_in(
    keys_of: Mapping[int, Sequence[int]], conditions: Sequence[Condition], by_sql: Counted
) -> Tally:
    """Count the documents in any of the categories of each key; SQL counts their sets."""
    return Tally(
        by_sql,
        conditions,
        lambda index, among: {
            key: index.having("category", keys).intersection_cardinality(among)
            for key, keys in keys_of.items()
        },
        lambda sets: {key: of_any(sets, keys) for key, keys in keys_of.items()},
    )


def visible_that_meet(
    lists: Sequence[Sequence[Condition]], index: Index, context: Context
) -> list[BitMap]:
    """The visible documents that meet all conditions of each list."""
    every = {id(c): c for conditions in lists for c in conditions}
    meeting = _meeting(every, index, context)
    return [
        BitMap.intersection(index.visible, *(meeting[id(c)] for c in conditions))
        for conditions in lists
    ]


def _meeting(
    conditions: Mapping[int, Condition], index: Index, context: Context
) -> dict[int, BitMap]:
    """The documents that meet each condition, by its number, visible or not.

    The database answers for conditions that the index does not know.
    """
    unknown = {number: c for number, c in conditions.items() if c.any_of is None}
    calls = [(members(c.key, c.q), c.values) for c in unknown.values()]
    looked_up = {
        number: BitMap([key for (text,) in rows for key in orjson.loads(text)[1]])
        for number, rows in zip(unknown, context.run(calls), strict=True)
    }
    return looked_up | {
        number: _known(*c.any_of, index, context)
        for number, c in conditions.items()
        if c.any_of is not None
    }


def _known(dimension: str, values: Iterable[Any], index: Index, context: Context) -> BitMap:
    if dimension == "below":
        return BitMap.union(BitMap(), *map(index.below, values))
    if dimension == "dated":
        return BitMap.union(BitMap(), *(index.dated(*days) for days in values))
    if dimension == "contributor":
        return BitMap.union(BitMap(), *map(index.with_contributor, values))
    if dimension == WORDS:
        return BitMap.union(*(documents_with(query, index, context) for query in values))
    if dimension == "locale":
        locales = context.snapshot.locales.items()
        values = [key for key, locale in locales if locale["code"] in values]
    return index.having(dimension, values)


def tally(
    key: Hashable, queryset: Callable[[], QuerySet[Any]], by: Any, values: Mapping[str, Any]
) -> Counted:
    """Count the rows of the queryset for each value of `by`."""

    def counted() -> QuerySet[Any]:
        return queryset().order_by().annotate(value=Cast(by, TextField())).values_list("value")

    return Counted(_STATEMENTS.get(key, counted, Statement.tallied), values)


class JoinedKeys(Aggregate):
    """The numbers of a group as text, separated by commas."""

    output_field = TextField()

    function = "GROUP_CONCAT"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "STRING_AGG(%(expressions)s::text, ',' ORDER BY %(expressions)s)"
        return super().as_sql(compiler, connection, template=template, **context)


def tally_of_sets(
    key: Hashable, queryset: Callable[[], QuerySet[Any]], relation: str, values: Mapping[str, Any]
) -> Counted:
    """Count the rows for each set of related keys; there are few different sets.

    From these follows how many rows have any of some keys, each row counted once.
    """

    def sets() -> QuerySet[Any]:
        rows = queryset().order_by().filter(**{f"{relation}__isnull": False}).values("pk")
        return rows.annotate(value=JoinedKeys(F(relation))).values_list("value")

    return Counted(_STATEMENTS.get(key, sets, Statement.tallied), values)


def of_any(sets: Iterable[tuple[str, int]], keys: Iterable[int]) -> int:
    """The number of rows that have any of these keys."""
    texts = {str(key) for key in keys}
    return sum(count for joined_keys, count in sets if not texts.isdisjoint(joined_keys.split(",")))
