"""Lists of documents, in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import graphene

from archive.graphql.loaders.tallies import number_of
from archive.models import EntryPage
from cms.graphql.engine import Batch, Loading
from cms.graphql.enums import enum_of
from cms.graphql.pages.listings import Condition, listing_of
from cms.graphql.pages.loading import PageNodes
from cms.graphql.pages.orders import INSTANT_ORDERS, INSTANT_WORDS, TITLE_ORDERS, TITLE_WORDS
from cms.graphql.pagination.connections import ARGUMENTS, connection_types
from cms.graphql.pagination.cursors import Cursors
from cms.graphql.pagination.keyset import Listing, Window, connections
from cms.graphql.pagination.orders import Order

from .filters import EntryFilter, Filter, check_filter, read_filter

ORDERS = {
    order.name: order
    for order in (
        Order("DATE_DESC", "date_sort", descending=True),
        Order("DATE_ASC", "date_sort"),
        *TITLE_ORDERS,
        *INSTANT_ORDERS,
    )
}
EntryOrder = enum_of(
    "EntryOrder",
    "How a list of documents is sorted.",
    {
        "DATE_DESC": "By the document's own date, newest first.",
        "DATE_ASC": "By the document's own date, oldest first.",
        **TITLE_WORDS,
        **INSTANT_WORDS,
    },
)
ENTRIES_ARGUMENTS = {
    **ARGUMENTS,
    "filter": graphene.Argument(EntryFilter, description="Only documents that match this filter."),
    "order_by": graphene.Argument(EntryOrder, description="The sort order; DATE_DESC by default."),
}
ENTRY_NODES = PageNodes(EntryPage)


@dataclass(frozen=True)
class Scope:
    """The scope of a list of documents: the condition to be in it, and its name in cursors."""

    within: Condition | None
    owner: Any


@dataclass(frozen=True)
class FilteredEntries:
    """The documents of a scope that match a filter; facets count these."""

    place: Scope
    filter: Filter

    def listing(self, *without: str, **extra: Any) -> Listing:
        """The listing, ignoring the filters on these dimensions."""
        conditions = self.conditions(*without)
        listing = listing_of(EntryPage, conditions, self.filter.asked, self.place.owner, **extra)
        return replace(listing, count=partial(number_of, conditions))

    def conditions(self, *without: str) -> list[Condition]:
        """The conditions, without those of the filter on these dimensions."""
        within = [self.place.within] if self.place.within else []
        return [*within, *self.filter.without(*without)]


EVERYWHERE = Scope(None, None)


def check_entries(arguments: dict[str, Any], *owner: Any) -> None:
    """Raise BadUserInput if the arguments are not valid for a list of documents."""
    window = Window.of(**{name: arguments.get(name) for name in ARGUMENTS})
    order, conditions = arguments.get("order_by"), check_filter(arguments)
    window.check_cursors(Cursors(ORDERS[order.value if order else "DATE_DESC"], conditions, *owner))


def entry_connections(places: Sequence[Scope], batch: Batch, arguments: dict[str, Any]) -> Loading:
    """For each scope, the connection of documents for the arguments of its `entries` field."""
    window = Window.of(**{name: arguments.get(name) for name in ARGUMENTS})
    order = arguments.get("order_by")
    conditions = yield from read_filter(arguments.get("filter"), batch.context)
    lists = [FilteredEntries(place, conditions) for place in places]
    listings = [filtered.listing(facets=filtered) for filtered in lists]
    by = ORDERS[order.value if order else "DATE_DESC"]
    return (yield from connections(listings, ENTRY_NODES, by, window, batch))


EntryConnection = connection_types(
    "Entry",
    "archive.graphql.documents.interface.ArchiveEntry",
    facets=graphene.Field(
        "archive.graphql.finding.facets.Facets",
        required=True,
        description="The values that the whole list can be narrowed down by; only counted if you "
        "ask for them.",
    ),
)
