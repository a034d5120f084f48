"""Finds documents by their words, best matches first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import BooleanField, ExpressionWrapper

from archive.bitmaps.kept import index_for
from archive.graphql.lists.connections import ENTRY_NODES, FilteredEntries, Scope
from archive.graphql.lists.filters import check_filter, read_filter
from archive.graphql.loaders.words import WORDS, documents_with
from archive.models import SearchEntry
from archive.search.columns import words_beside_media
from archive.search.find import matches, mentions_closed_media
from archive.search.form import form_of, values_of
from archive.search.highlight import highlights
from archive.search.query import SearchQuery, parse
from cms.graphql.engine import Batch, Loading, RowType, loads
from cms.graphql.errors import BadUserInput
from cms.graphql.limits.price_walk import priced
from cms.graphql.pages.listings import Condition
from cms.graphql.pages.types import field_showing, type_named
from cms.graphql.pagination.connections import connection_types
from cms.graphql.pagination.cursors import Cursors
from cms.graphql.pagination.keyset import ROWS, Window, connections
from cms.graphql.pagination.orders import Order
from cms.graphql.sql.sources import Rows

from .ranking import DIGITS, RANKED, by_relevance, ranked_by_sql, window_of

Row = Mapping[str, Any]
COUNTED = {"totalCount", "facets"}  # the fields of a connection for which all hits are read
MOST_KEPT = 3  # terms, if any of them is a phrase
INDEXED = Rows(
    SearchEntry.objects.all,
    key="pk",
    columns={
        "plain": "plain",
        "text": "text",
        "is_closed": ExpressionWrapper(mentions_closed_media(), BooleanField()),
    },
)


class Highlight(RowType):
    """A line of a document that contains the words searched for."""

    field = graphene.String(
        required=True, description='The field of the document: "title", "body", "recipients".'
    )
    html = graphene.String(
        required=True, description="The line as HTML: <mark> around the words, all else escaped."
    )


def _edge_fields() -> dict[str, Any]:
    return {
        "score": graphene.Float(
            required=True,
            description="How well it matches; only the order of scores has a meaning. Of more than "
            f"{RANKED:,} hits, the newest {RANKED:,} are ranked; the others follow, newest first, "
            "with a score of 0.",
            resolver=resolve_score,
        ),
        "highlights": priced(
            graphene.List(
                graphene.NonNull(Highlight),
                required=True,
                description="The passages that match, best first.",
                resolver=resolve_highlights,
            ),
            5,
        ),
    }


@loads()
def resolve_score(edges: Sequence[Row], _batch: Batch) -> list[float]:
    return [float(edge["sort_value"][:DIGITS]) for edge in edges]


@loads()
def resolve_highlights(edges: Sequence[Row], _batch: Batch) -> Loading:
    rows = yield INDEXED.of(edge["node"]["pk"] for edge in edges)
    return [
        [highlight for row in rows[edge["node"]["pk"]] for highlight in _highlights(edge, row)]
        for edge in edges
    ]


def _highlights(edge: Row, row: Row) -> list[Row]:
    """One line per field: the best one, if several columns are shown in one field."""
    page_type = type_named(edge["node"]["__typename"])
    plain = words_beside_media(row["plain"]) if row["is_closed"] else row["plain"]
    lines: dict[str, str] = {}
    for column, html in highlights(edge["query"], plain, row["text"]):
        lines.setdefault(field_showing(page_type, column), html)
    return [{"field": field, "html": html} for field, html in lines.items()]


SearchConnection = connection_types(
    "Search",
    "archive.graphql.documents.interface.ArchiveEntry",
    edge=_edge_fields(),
    facets=graphene.Field(
        "archive.graphql.finding.facets.Facets",
        required=True,
        description="The values that the hits can be narrowed down by; only counted if you ask "
        "for them.",
    ),
)


def check_search(arguments: dict[str, Any]) -> None:
    """Raise BadUserInput if the arguments are not valid for a search."""
    text = arguments["query"]
    try:
        parse(text)
    except ValueError as error:
        raise BadUserInput(str(error), "query") from error
    cursors = Cursors(Order("RELEVANCE", None), check_filter(arguments), _owner(text))
    Window.of(first=arguments.get("first"), after=arguments.get("after")).check_cursors(cursors)


def _owner(text: str) -> Any:
    return ["search", text]


def _matching(query: SearchQuery) -> Condition:
    form = form_of(query)
    slots = [*form.terms, *form.excluded]
    # Other forms are too numerous to keep the statements of each.
    is_plain = all(slot.is_one_token for slot in slots) and len(form.excluded) <= 1
    is_kept = is_plain or len(slots) <= MOST_KEPT
    key = (WORDS, form) if is_kept else None
    return Condition(key, lambda: matches(form), values_of(query), (WORDS, (query,)))


def search(
    text: str, arguments: dict[str, Any] | None, batch: Batch, first: int | None, after: str | None
) -> Loading:
    """The connection of the documents that match a reader's words."""
    query = parse(text)
    conditions = yield from read_filter(arguments, batch.context)
    hits = FilteredEntries(Scope(_matching(query), _owner(text)), conditions)
    window = Window.of(first=first, after=after)
    listing = hits.listing(facets=hits)
    hit_listing, order = listing, by_relevance(form_of(query))
    if batch.selected.names & ROWS:
        if index := index_for(batch.context):
            if batch.selected.names & COUNTED:  # everything is read at once anyway
                documents_with(query, index, batch.context)
            hit_listing = yield from window_of(query, hits, listing, window, index, batch.context)
        else:
            hit_listing = yield from ranked_by_sql(query, listing)
    connection_rows = yield from connections([hit_listing], ENTRY_NODES, order, window, batch)
    for connection in connection_rows:
        connection["listing"] = listing
        connection["edges"] = [{**edge, "query": query} for edge in connection["edges"]]
    return connection_rows
