"""Requests of loaders to the database; simultaneous ones share a statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from cms.graphql.engine import Request
from cms.sql.statements import Statement


@dataclass(frozen=True, eq=False)
class StatementRequest(Request):
    """One run of a statement; those of the same shape run together."""

    statement: Statement
    values: Mapping[str, Any]
    shape: Hashable  # identifies the number and the types of its columns
    # Notes in the context what it shows; by default the tables that it reads.
    show: Callable[[Any], None] | None = None

    @property
    def group(self) -> Hashable:
        return StatementRequest, self.shape, self.statement.alias

    @classmethod
    def answer(cls, requests: Sequence[Any], context: Any) -> list[list[Sequence[Any]]]:
        for ask in requests:
            if ask.show:
                ask.show(context.cache_tags)
            else:
                context.cache_tags.add_tables(ask.statement.sql)
        return context.run([(ask.statement, ask.values) for ask in requests])


class RowRequest(Request):
    """A request that one statement answers, with a JSON array or a number per row."""

    @property
    def group(self) -> Hashable:
        return RowRequest

    @property
    def arm(self) -> Hashable:
        """Equal for requests that the same rows answer."""
        return self

    def calls(self, same: Sequence[Any]) -> list[tuple[Statement, dict[str, Any]]]:
        """The statement for all requests of one arm, with its values; empty if none is needed."""
        raise NotImplementedError

    def result(self, rows: Sequence[Sequence[Any]], same: Sequence[Any], context: Any) -> Any:
        """The answer to all requests of the same arm, from the rows of the statement."""
        raise NotImplementedError

    @classmethod
    def answer(cls, requests: Sequence[Any], context: Any) -> list[Any]:
        """Everybody's rows in one statement; what several ask for is in it once."""
        arms: dict[Hashable, list[Any]] = defaultdict(list)
        for request in requests:
            arms[request.arm].append(request)
        calls = {arm: call for arm, same in arms.items() for call in same[0].calls(same)}
        rows = dict(zip(calls, context.run(list(calls.values())), strict=True))
        results = {
            arm: same[0].result(rows.get(arm, ()), same, context) for arm, same in arms.items()
        }
        return [results[request.arm] for request in requests]


@dataclass(frozen=True, eq=False)
class Counted(RowRequest):
    """The result of a counting statement: a number, or pairs of a text and a number."""

    statement: Statement
    values: Mapping[str, Any]

    def calls(self, same: Sequence[Any]) -> list[tuple[Statement, dict[str, Any]]]:
        return [(self.statement, dict(self.values))]

    def result(self, rows: Sequence[Sequence[Any]], same: Sequence[Any], context: Any) -> list[Any]:
        context.cache_tags.add_tables(self.statement.sql)
        return [orjson.loads(text) for (text,) in rows]
