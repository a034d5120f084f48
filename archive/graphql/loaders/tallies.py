"""How many documents carry a term, are of a type, or fall into a year.

What is waited for at one time comes in one statement, like the rows of any source.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from django.db.models import Aggregate, F, QuerySet, TextField
from django.db.models.functions import Cast

from cms.graphql.sql.requests import Counted
from cms.sql.statements import Statement, StatementCache

_STATEMENTS = StatementCache()


def tally(
    key: Hashable, queryset: Callable[[], QuerySet[Any]], by: Any, values: Mapping[str, Any]
) -> Counted:
    """Ask how many rows of the queryset there are for each value of `by`."""

    def counted() -> QuerySet[Any]:
        return queryset().order_by().annotate(value=Cast(by, TextField())).values_list("value")

    return Counted(_STATEMENTS.get(key, counted, Statement.tallied), values)


class JoinedKeys(Aggregate):
    """The numbers of a group as text, with commas."""

    output_field = TextField()

    function = "GROUP_CONCAT"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "STRING_AGG(%(expressions)s::text, ',' ORDER BY %(expressions)s)"
        return super().as_sql(compiler, connection, template=template, **context)


def tally_of_sets(
    key: Hashable, queryset: Callable[[], QuerySet[Any]], relation: str, values: Mapping[str, Any]
) -> Counted:
    """Ask how many rows there are for each set of related keys: there are few different ones.

    From them follows how many rows have any of some keys, each row counted once.
    """

    def sets() -> QuerySet[Any]:
        rows = queryset().order_by().filter(**{f"{relation}__isnull": False}).values("pk")
        return rows.annotate(value=JoinedKeys(F(relation))).values_list("value")

    return Counted(_STATEMENTS.get(key, sets, Statement.tallied), values)


def of_any(sets: Iterable[tuple[str, int]], keys: Iterable[int]) -> int:
    """How many rows have any of these keys."""
    texts = {str(key) for key in keys}
    return sum(count for joined_keys, count in sets if not texts.isdisjoint(joined_keys.split(",")))
