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
        description=f"How many items from the start: {DEFAULT_PAGE_SIZE()} by default, "
        f"{PAGE_SIZE()} at most."
    ),
    "after": graphene.String(description="Only items after this cursor."),
    "last": graphene.Int(
        description=f"How many items from the end, instead of `first`: {PAGE_SIZE()} at most."
    ),
    "before": graphene.String(description="Only items before this cursor."),
}


class PageInfo(RowType):
    """Where this part of the list begins and ends."""

    has_next_page = graphene.Boolean(
        required=True, description="Whether there are items after this part."
    )
    has_previous_page = graphene.Boolean(
        required=True, description="Whether there are items before this part."
    )
    start_cursor = graphene.String(
        description="The cursor of the first item; null if there are none."
    )
    end_cursor = graphene.String(description="The cursor of the last item; null if there are none.")


@loads()
def resolve_total_count(connections: Sequence[Mapping[str, Any]], _batch: Batch) -> Loading:
    """The resolver of `totalCount`, which is only counted if asked for."""
    counts = yield [count_of(connection["listing"]) for connection in connections]
    return [count for (count,) in counts]


def connection_types(name: str, node: Any, **further_fields: Any) -> Any:
    """A connection type over `node`, with its edge type and `further_fields`.

    `further_fields` may replace a standard field, or omit it with None.
    """
    edge = type(
        f"{name}Edge",
        (RowType,),
        {
            "__doc__": "One item of a list, with its cursor.",
            "cursor": graphene.String(
                required=True, description="Its cursor, to pass as `after` or `before`."
            ),
            "node": graphene.Field(node, required=True, description="The item itself."),
            **further_fields.pop("edge", {}),
        },
    )
    fields = {
        "edges": graphene.List(
            graphene.NonNull(edge), required=True, description="The items with their cursors."
        ),
        "nodes": graphene.List(
            graphene.NonNull(node), required=True, description="The items without their cursors."
        ),
        "page_info": graphene.Field(
            PageInfo,
            required=True,
            description="Whether there are more items, and how to reach them.",
        ),
        "total_count": graphene.Int(
            required=True,
            description="The size of the whole list; only counted if you ask for it.",
            resolver=resolve_total_count,
        ),
    }
    fields |= further_fields
    return type(
        f"{name}Connection",
        (RowType,),
        {
            "__doc__": "A part of a list, as Relay's specification defines a connection.",
            **{name: field for name, field in fields.items() if field},
        },
    )
