"""Relay connections over keyset cursors.

A cursor holds the sort value and the primary key of its row, signed together with the order and the
filter it belongs to. Equal dates therefore neither repeat nor skip a row, a row deleted between two
pages does no harm, and a later page costs what the first one costs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import QuerySet

from cms.graphql.engine import Batch, Loading, Request, Selected
from cms.graphql.errors import BadUserInput
from cms.graphql.limits.settings import DEFAULT_PAGE_SIZE, PAGE_SIZE
from cms.graphql.sql.requests import Counted, StatementRequest
from cms.sql.statements import Statement, StatementCache

from .cursors import Cursors
from .orders import Order

_STATEMENTS = StatementCache()
ROWS = {"edges", "nodes", "pageInfo"}  # the fields of a connection for which rows are read


@dataclass(frozen=True)
class Window:
    """Checked pagination arguments: how many, from which end, between which cursors."""

    size: int
    backward: bool
    after: str | None
    before: str | None

    @classmethod
    def of(
        cls,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> Window:
        if first is not None and last is not None:
            raise BadUserInput("Give either first or last, not both.", "last")
        name, size = ("last", last) if last is not None else ("first", first)
        if size is None:
            size = DEFAULT_PAGE_SIZE()
        if size < 0:
            raise BadUserInput(f"{name} cannot be negative.", name)
        if size > PAGE_SIZE():
            raise BadUserInput(f"{name} cannot be higher than {PAGE_SIZE()}.", name)
        return cls(size, last is not None, after, before)

    def check_cursors(self, cursors: Cursors) -> None:
        """Raise BadUserInput if a cursor is not of this list."""
        for name, cursor in (("after", self.after), ("before", self.before)):
            if cursor is not None:
                cursors.read(cursor, name)


class Nodes:
    """The nodes of a connection: which columns they need, and how rows become nodes."""

    def select(self, selected: Selected) -> tuple[Hashable, list[str], list[Any]]:
        """What the statement depends on, the names in a row, and the columns, including `pk`."""
        raise NotImplementedError

    def rows(self, names: list[str], rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        return [dict(zip(names, values, strict=True)) for values in rows]


@dataclass(frozen=True)
class ColumnNodes(Nodes):
    """Rows of one type with these columns, whatever was selected."""

    type_name: str
    names: tuple[str, ...]

    def select(self, selected: Selected) -> tuple[Hashable, list[str], list[Any]]:
        return self.names, list(self.names), list(self.names)

    def rows(self, names: list[str], rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        return [{"__typename": self.type_name, **row} for row in super().rows(names, rows)]


@dataclass(frozen=True)
class Listing:
    """The contents of one connection: a gated queryset with parameters, and their values."""

    key: Hashable  # identifies the SQL of the queryset, which is made once for each key
    queryset: Callable[[], QuerySet[Any]]
    values: Mapping[str, Any]
    # identifies the filter, as far as it was given: cursors of another filter are refused
    scope: Any
    owner: Any = None  # identifies the owner of the list, if it is not the whole site's
    extra: Mapping[str, Any] = field(default_factory=dict)  # further fields of the connection
    # Counts the rows instead of SQL, if given; its argument is the request that uses SQL.
    count: Callable[[Counted], Request] | None = None

    def key_for(self, *parts: Hashable) -> Hashable:
        """The key of a statement about this listing; None if it must not be cached."""
        return None if self.key is None else (self.key, *parts)


def connections(
    listings: Sequence[Listing], nodes: Nodes, order: Order, window: Window, batch: Batch
) -> Loading:
    """The connection of each listing; only selected fields are read."""
    pages = [_Page(listing, nodes, order, window, batch.selected) for listing in listings]
    requests_by_page = [page.asks() for page in pages]
    answers = iter((yield [ask for asks in requests_by_page for ask in asks.values()]))
    return [
        page.connection({name: next(answers) for name in asks})
        for page, asks in zip(pages, requests_by_page, strict=True)
    ]


def count_of(listing: Listing) -> Request:
    """Count all rows of a listing."""

    def queryset() -> QuerySet[Any]:
        return listing.queryset().order_by().values_list("pk")

    statement = _STATEMENTS.get(listing.key_for("count"), queryset, Statement.counted)
    by_sql = Counted(statement, listing.values)
    return listing.count(by_sql) if listing.count else by_sql


class _Page:
    """One window on one listing."""

    def __init__(
        self, listing: Listing, nodes: Nodes, order: Order, window: Window, selected: Selected
    ) -> None:
        self.listing, self.nodes, self.order, self.window = listing, nodes, order, window
        self.selected, self.cursors = selected, Cursors(order, listing.scope, listing.owner)
        self.values = dict(listing.values) | {"limit": window.size + 1}
        for side, cursor in (("after", window.after), ("before", window.before)):
            if cursor is not None:
                value, key = self.cursors.read(cursor, side)
                self.values |= {f"{side}_value": value, f"{side}_key": key}

    def asks(self) -> dict[str, StatementRequest]:
        names, asks = self.selected.names, {}
        if names & ROWS:
            asks["rows"] = self._rows()
        info = self.selected.below("pageInfo").names
        for side, name in (("after", "hasPreviousPage"), ("before", "hasNextPage")):
            if name in info and f"{side}_key" in self.values:
                asks[side] = self._ask(("outside", side), partial(self._outside, side), "pk")
        return asks

    def _ask(
        self, statement_name: Hashable, queryset: Callable[[], QuerySet[Any]], shape: Hashable
    ) -> StatementRequest:
        key = self.listing.key_for(statement_name, self.order)
        return StatementRequest(_STATEMENTS.get(key, queryset), self.values, shape)

    def _rows(self) -> StatementRequest:
        below = self.selected.below("nodes") | self.selected.below("edges").below("node")
        shape, self.names, columns = self.nodes.select(below)
        sides = tuple(side for side in ("after", "before") if f"{side}_key" in self.values)
        backward = self.window.backward
        key = self.listing.key_for("rows", self.order, sides, backward, shape)

        def queryset() -> QuerySet[Any]:
            rows = self.order.annotated(self.listing.queryset())
            for side in sides:
                rows = rows.filter(self.order.beyond(side, rows, backward=side == "before"))
            rows = rows.order_by(*self.order.fields(backward=backward))
            return rows.values_list(*columns, "sort_value")

        statement = _STATEMENTS.get(key, queryset, Statement.limited)
        return StatementRequest(statement, self.values, key or statement)

    def _outside(self, side: str) -> QuerySet[Any]:
        """The rows on the cursor's own side of it, including itself."""
        rows = self.order.annotated(self.listing.queryset())
        beyond = self.order.beyond(side, rows, backward=side == "before")
        return rows.exclude(beyond).order_by().values_list("pk")[:1]

    def connection(self, answers: Mapping[str, Sequence[Sequence[Any]]]) -> dict[str, Any]:
        candidates, size = answers.get("rows", ()), self.window.size
        window_rows = candidates[:size][::-1] if self.window.backward else candidates[:size]
        ends = [row[-1] for row in window_rows]
        rows = self.nodes.rows(self.names, [row[:-1] for row in window_rows]) if window_rows else []
        has_more = len(candidates) > size
        outside = {side: bool(answers.get(side)) for side in ("after", "before")}
        return {
            "nodes": rows,
            "edges": self._edges(rows, ends),
            "listing": self.listing,
            "page_info": {
                "has_next_page": outside["before"] or (has_more and not self.window.backward),
                "has_previous_page": outside["after"] or (has_more and self.window.backward),
                **self._end_cursors(rows, ends),
            },
            **self.listing.extra,
        }

    def _edges(self, rows: list[dict[str, Any]], ends: list[Any]) -> list[dict[str, Any]]:
        edges = [{"node": row, "sort_value": end} for row, end in zip(rows, ends, strict=True)]
        if "cursor" in self.selected.below("edges").names:
            for edge, end in zip(edges, ends, strict=True):
                edge["cursor"] = self.cursors.write(end, edge["node"]["pk"])
        return edges

    def _end_cursors(self, rows: list[dict[str, Any]], ends: list[Any]) -> dict[str, str | None]:
        cursor_names = self.selected.below("pageInfo").names & {"startCursor", "endCursor"}
        if not rows or not cursor_names:
            return {"start_cursor": None, "end_cursor": None}
        return {
            "start_cursor": self.cursors.write(ends[0], rows[0]["pk"]),
            "end_cursor": self.cursors.write(ends[-1], rows[-1]["pk"]),
        }
