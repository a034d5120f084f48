"""The GraphQL types of a connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene

from cms.graphql.engine import Batch, Loading, RowType, loads
from cms.graphql.limits.settings import DEFAULT_PAGE_SIZE, PAGE_SIZE

from .keyset import count_of

ARGUMENTS = {
    "first": graphene.Int(
        description=f"How many from the start, {DEFAULT_PAGE_SIZE()} unless said, {PAGE_SIZE()} at "
        "most."
    ),
    "after": graphene.String(description="Only what comes after this cursor."),
    "last": graphene.Int(
        description=f"How many from the end, instead of `first`; {PAGE_SIZE()} at most."
    ),
    "before": graphene.String(description="Only what comes before this cursor."),
}


class PageInfo(RowType):
    """Where a connection's window stands in the whole list."""

    has_next_page = graphene.Boolean(required=True, description="Whether more follow.")
    has_previous_page = graphene.Boolean(required=True, description="Whether some come before.")
    start_cursor = graphene.String(description="The cursor of the first edge; null when empty.")
    end_cursor = graphene.String(description="The cursor of the last edge; null when empty.")


@loads()
def resolve_total_count(connections: Sequence[Mapping[str, Any]], _batch: Batch) -> Loading:
    """The resolver of `totalCount`: nothing is counted unless asked."""
    counts = yield [count_of(connection["listing"]) for connection in connections]
    return [count for (count,) in counts]


def connection_types(name: str, node: Any, **further_fields: Any) -> Any:
    """A connection type over `node` with its edge type; `further_fields` are more fields of it.

    One that is None is none of its fields: nobody counts what only grows.
    """
    edge = type(
        f"{name}Edge",
        (RowType,),
        {
            "__doc__": f"One {name.lower()} of a list, with its place in it.",
            "cursor": graphene.String(required=True, description="Its place, for after or before."),
            "node": graphene.Field(node, required=True, description="What stands at this place."),
            **further_fields.pop("edge", {}),
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
            required=True,
            description="How many there are in all; counted when asked.",
            resolver=resolve_total_count,
        ),
    }
    fields |= further_fields
    words = f"A window on a list, after Relay's specification: one {name.lower()} after another."
    return type(
        f"{name}Connection",
        (RowType,),
        {"__doc__": words, **{name: field for name, field in fields.items() if field}},
    )
