"""Lists of documents, a page at a time."""

from __future__ import annotations

from typing import Any

import graphene
from django.db.models import Q

from cms.graphql.context import Context
from cms.graphql.enums import enum_of
from cms.graphql.orders import PUBLISHED_ORDERS
from cms.graphql.pages import load_pages
from cms.graphql.pagination import ARGUMENTS, Connection, Order, Window, connection_types

from .filters import EntryFilter, FilteredEntries

ORDERS = {
    order.name: order
    for order in (
        Order("DATE_DESC", "date_sort", descending=True),
        Order("DATE_ASC", "date_sort"),
        Order("TITLE_ASC", "title"),
        Order("TITLE_DESC", "title", descending=True),
        *PUBLISHED_ORDERS,
    )
}
EntryOrder = enum_of(
    "EntryOrder",
    "How a list of documents is sorted.",
    {
        "DATE_DESC": "By the document's own date, newest first.",
        "DATE_ASC": "By the document's own date, oldest first.",
        "TITLE_ASC": "By title, A first.",
        "TITLE_DESC": "By title, Z first.",
        "PUBLISHED_DESC": "By first publication, newest first.",
        "PUBLISHED_ASC": "By first publication, oldest first.",
    },
)
ENTRIES_ARGUMENTS = {
    **ARGUMENTS,
    "filter": graphene.Argument(EntryFilter, description="Only documents that meet this."),
    "order_by": graphene.Argument(EntryOrder, description="DATE_DESC unless said."),
}


class EntriesConnection(Connection):
    """A connection over entries that can also count by facet."""

    entries: FilteredEntries

    @property
    def facets(self) -> FilteredEntries:
        return self.entries


def entry_connection(
    context: Context, arguments: dict[str, Any], within: Q | None = None, place: Any = None
) -> Connection:
    """The documents that the arguments of an `entries` field ask for, within a condition."""
    window = {name: arguments.get(name) for name in ARGUMENTS}
    entries = FilteredEntries(context, dict(arguments.get("filter") or {}), within)
    order = arguments.get("order_by")
    connection = EntriesConnection(
        context,
        entries.all(),
        ORDERS[order.value if order else "DATE_DESC"],
        Window.of(**window),
        load_pages,
        [place, entries.conditions],
    )
    connection.entries = entries
    return connection


EntryConnection = connection_types(
    "Entry",
    "archive.graphql.interface.ArchiveEntry",
    facets=graphene.Field(
        "archive.graphql.facets.Facets",
        required=True,
        description="What the whole list can be narrowed down by; counted when asked.",
    ),
)
