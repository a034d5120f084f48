"""Relay connections over keyset cursors.

A cursor holds the sort value and the primary key of its row, signed together with the order and
the filter it belongs to. Equal dates therefore neither repeat nor skip a row, a row deleted
between two pages does no harm, and a later page costs what the first one costs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import graphene
from django.core.signing import BadSignature, Signer
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from .context import Context
from .errors import BadUserInput

DEFAULT_PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
_signer = Signer(salt="cms.graphql.cursor")

ARGUMENTS = {
    "first": graphene.Int(description="How many from the start, 20 unless said, 100 at most."),
    "after": graphene.String(description="Only what comes after this cursor."),
    "last": graphene.Int(description="How many from the end, instead of `first`; 100 at most."),
    "before": graphene.String(description="Only what comes before this cursor."),
}


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Order:
    """A column to sort by; the primary key breaks ties, in the same direction.

    `missing` stands in for a null, which no comparison would place; `parse` reads a value that
    JSON has turned into text.
    """

    name: str
    column: str
    descending: bool = False
    parse: Callable[[Any], Any] = _as_it_is
    missing: Any = None

    def annotated(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        column = F(self.column)
        value = column if self.missing is None else Coalesce(column, Value(self.missing))
        return rows.annotate(sort_value=value)

    def fields(self, *, backward: bool) -> list[str]:
        sign = "-" if self.descending != backward else ""
        return [f"{sign}sort_value", f"{sign}pk"]

    def beyond(self, value: Any, key: int, *, backward: bool) -> Q:
        """The rows that come later than this one, or earlier when `backward`."""
        lookup = "lt" if self.descending != backward else "gt"
        return Q(**{f"sort_value__{lookup}": value}) | Q(
            **{"sort_value": value, f"pk__{lookup}": key}
        )


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
            raise BadUserInput("Give either first or last, not both.")
        name, size = ("last", last) if last is not None else ("first", first)
        if size is None:
            size = DEFAULT_PAGE_SIZE
        if size < 0:
            raise BadUserInput(f"{name} cannot be negative.")
        if size > MAX_PAGE_SIZE:
            raise BadUserInput(f"{name} cannot be higher than {MAX_PAGE_SIZE}.")
        return cls(size, last is not None, after, before)


@dataclass
class Connection:
    """One window on the rows of a queryset; nothing is read before it is asked for.

    `queryset` comes through the gate; `load` turns primary keys into the objects to answer with.
    `scope` names the filter: a cursor is refused where order or filter differ from its own.
    """

    context: Context
    queryset: QuerySet[Any]
    order: Order
    window: Window
    load: Callable[[Context, Sequence[int]], dict[int, Any]]
    scope: Any = None

    @cached_property
    def _digest(self) -> str:
        scope = json.dumps(self.scope, default=str, sort_keys=True)
        return hashlib.sha256(scope.encode()).hexdigest()[:12]

    def cursor(self, row: tuple[Any, int]) -> str:
        value, key = row
        text = value.isoformat() if hasattr(value, "isoformat") else value
        return _signer.sign_object([self.order.name, self._digest, text, key])

    def _row(self, cursor: str, argument: str) -> tuple[Any, int]:
        try:
            name, digest, value, key = _signer.unsign_object(cursor)
        except (BadSignature, ValueError) as error:
            raise BadUserInput(f"{argument} is not a cursor of this API.") from error
        if (name, digest) != (self.order.name, self._digest):
            raise BadUserInput(f"{argument} is a cursor of another order or filter.")
        return self.order.parse(value), key

    @property
    def _sortable(self) -> QuerySet[Any]:
        return self.order.annotated(self.queryset)

    @cached_property
    def _between(self) -> QuerySet[Any]:
        rows, window = self._sortable, self.window
        if window.after is not None:
            rows = rows.filter(self.order.beyond(*self._row(window.after, "after"), backward=False))
        if window.before is not None:
            before = self._row(window.before, "before")
            rows = rows.filter(self.order.beyond(*before, backward=True))
        return rows

    @cached_property
    def _read(self) -> tuple[list[tuple[Any, int]], bool]:
        """The window's rows, in the connection's order, and whether there are more beyond them."""
        backward = self.window.backward
        rows = self._between.order_by(*self.order.fields(backward=backward))
        found = list(rows.values_list("sort_value", "pk")[: self.window.size + 1])
        more = len(found) > self.window.size
        kept = found[: self.window.size]
        return (kept[::-1] if backward else kept), more

    @cached_property
    def edges(self) -> list[Edge]:
        rows, _ = self._read
        loaded = self.load(self.context, [key for _, key in rows])
        edges = [Edge(self.cursor(row), loaded[row[1]]) for row in rows if row[1] in loaded]
        self.context.peers.enroll(edge.node for edge in edges)
        return edges

    @property
    def nodes(self) -> list[Any]:
        return [edge.node for edge in self.edges]

    @cached_property
    def total_count(self) -> int:
        return self.queryset.count()

    @property
    def page_info(self) -> Connection:
        return self

    @property
    def start_cursor(self) -> str | None:
        rows, _ = self._read
        return self.cursor(rows[0]) if rows else None

    @property
    def end_cursor(self) -> str | None:
        rows, _ = self._read
        return self.cursor(rows[-1]) if rows else None

    @cached_property
    def has_next_page(self) -> bool:
        rows, more = self._read
        return self._exists_beyond(rows, backward=False) if self.window.backward else more

    @cached_property
    def has_previous_page(self) -> bool:
        rows, more = self._read
        return more if self.window.backward else self._exists_beyond(rows, backward=True)

    def _exists_beyond(self, rows: list[tuple[Any, int]], *, backward: bool) -> bool:
        cursor = self.window.after if backward else self.window.before
        if cursor is None:
            return False
        if not rows:  # nothing in the window: what lies on the cursor's own side of it
            row = self._row(cursor, "after" if backward else "before")
            return self._sortable.exclude(self.order.beyond(*row, backward=not backward)).exists()
        edge = rows[0] if backward else rows[-1]
        return self._sortable.filter(self.order.beyond(*edge, backward=backward)).exists()


@dataclass(frozen=True)
class Edge:
    """A row of a connection with its cursor."""

    cursor: str
    node: Any


class PageInfo(graphene.ObjectType):
    """Where a connection's window stands in the whole list."""

    has_next_page = graphene.Boolean(required=True, description="Whether more follow.")
    has_previous_page = graphene.Boolean(required=True, description="Whether some come before.")
    start_cursor = graphene.String(description="The cursor of the first edge; null when empty.")
    end_cursor = graphene.String(description="The cursor of the last edge; null when empty.")


def connection_types(name: str, node: Any, **more: Any) -> Any:
    """A connection type over `node` with its edge type; `more` are further fields of it."""
    edge = type(
        f"{name}Edge",
        (graphene.ObjectType,),
        {
            "__doc__": f"One {name.lower()} of a list, with its place in it.",
            "cursor": graphene.String(required=True, description="Its place, for after or before."),
            "node": graphene.Field(node, required=True, description="What stands at this place."),
        },
    )
    fields = {
        "edges": graphene.List(
            graphene.NonNull(edge), required=True, description="The rows with their cursors."
        ),
        "nodes": graphene.List(
            graphene.NonNull(node), required=True, description="The rows without cursors."
        ),
        "page_info": graphene.Field(
            PageInfo, required=True, description="Whether there is more, and where."
        ),
        "total_count": graphene.Int(
            required=True, description="How many there are in all; counted when asked."
        ),
    }
    words = f"A window on a list, after Relay's specification: one {name.lower()} after another."
    return type(f"{name}Connection", (graphene.ObjectType,), {"__doc__": words, **fields, **more})
