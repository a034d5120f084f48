"""Facets: the values that a list of documents can be narrowed down by, with their counts.

Each facet ignores the filter on its own dimension, so that a reader can widen a choice, and lists
only values that have hits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import F
from django.db.models.functions import Substr

from archive.graphql.lists.connections import FilteredEntries
from archive.graphql.lists.filters import entry_type
from archive.graphql.loaders.tallies import Tally, number_by, number_in, tally, tally_of_sets
from archive.graphql.loaders.terms import COUNTED_PLACES, COUNTED_TAGS, by_name, category_tree
from archive.graphql.terms.taxonomy import Category, Place, Tag
from cms.graphql.engine import Batch, Loader, Loading, RowType, loads
from cms.graphql.limits.price_walk import priced
from cms.graphql.pages.interface import Locale
from cms.graphql.pages.projection import type_names
from cms.graphql.pages.types import enum_name
from cms.graphql.sql.sources import Rows

COUNT = "How many documents are left if you filter by it."


class TypeFacet(RowType):
    """A document type that occurs in a list."""

    type = graphene.Field(entry_type, required=True, description="The type.")
    count = graphene.Int(required=True, description=COUNT)


class CategoryFacet(RowType):
    """A category that occurs in a list; its count includes narrower categories."""

    category = graphene.Field(Category, required=True, description="The category.")
    count = graphene.Int(required=True, description=COUNT)


class TagFacet(RowType):
    """A tag that occurs in a list of documents."""

    tag = graphene.Field(Tag, required=True, description="The tag.")
    count = graphene.Int(required=True, description=COUNT)


class PlaceFacet(RowType):
    """A place that occurs in a list of documents."""

    place = graphene.Field(Place, required=True, description="The place.")
    count = graphene.Int(required=True, description=COUNT)


class YearFacet(RowType):
    """A year that occurs in a list of documents."""

    year = graphene.Int(required=True, description="The year in which their dates begin.")
    count = graphene.Int(required=True, description=COUNT)


class LocaleFacet(RowType):
    """A language that occurs in a list of documents."""

    locale = graphene.Field(Locale, required=True, description="The language.")
    count = graphene.Int(required=True, description=COUNT)


def _facet(kind: type[graphene.ObjectType], description: str) -> graphene.Field:
    return priced(graphene.List(graphene.NonNull(kind), required=True, description=description), 10)


def _tally(
    lists: FilteredEntries, dimension: str, ignored: Sequence[str], by: Any, relation: str = ""
) -> Tally:
    """Count the documents of the list when the filters on these dimensions are ignored."""
    listing = lists.listing(*ignored)

    def rows() -> Any:
        entries = listing.queryset()
        return entries.filter(**{f"{relation}__isnull": False}) if relation else entries

    by_sql = tally(listing.key_for(str(by)), rows, by, listing.values)
    return number_by(dimension, lists.conditions(*ignored), by_sql)


def _tally_categories(lists: FilteredEntries, keys_of: Mapping[int, Sequence[int]]) -> Tally:
    listing = lists.listing("categories")
    by_sql = tally_of_sets(
        listing.key_for("categories"), listing.queryset, "categories", listing.values
    )
    return number_in(keys_of, lists.conditions("categories"), by_sql)


def _frequent(name: str, source: Rows, relation: str) -> Loader:
    """The resolver of a facet of terms, most frequent first."""

    @loads()
    def resolve(rows: Sequence[Any], _batch: Batch) -> Loading:
        asks = [_tally(row, name, [f"{name}s"], F(relation), relation) for row in rows]
        counts = [{int(key): count for key, count in tally} for tally in (yield asks)]
        terms = yield source.of(key for row_counts in counts for key in row_counts)
        return [
            sorted(
                (
                    {name: terms[key][0], "count": count}
                    for key, count in row_counts.items()
                    if terms[key]
                ),
                key=lambda facet: (-facet["count"], by_name(facet[name]), facet[name]["pk"]),
            )
            for row_counts in counts
        ]

    return resolve


def _columns(rows: Sequence[Any], dimension: str, ignored: Sequence[str], by: Any) -> Loading:
    asks = [_tally(row, dimension, ignored, by) for row in rows]
    return (yield asks)


class Facets(graphene.ObjectType):
    """The values that the list can be narrowed down by.

    Each facet ignores the filter on its own dimension.
    """

    types = _facet(TypeFacet, "By type, most frequent first.")
    categories = _facet(CategoryFacet, "By category, in the order of the categories.")
    tags = _facet(TagFacet, "By tag, most frequent first.")
    places = _facet(PlaceFacet, "By place, most frequent first.")
    years = _facet(YearFacet, "By year, newest first.")
    locales = _facet(LocaleFacet, "By language, most frequent first.")

    resolve_tags = _frequent("tag", COUNTED_TAGS, "entry_tags__tag")
    resolve_places = _frequent("place", COUNTED_PLACES, "places")

    @loads()
    @staticmethod
    def resolve_types(rows: Sequence[Any], _batch: Batch) -> Loading:
        tallies = yield from _columns(rows, "type", ["types", "report_kinds"], F("content_type"))
        names = type_names()
        facets = [
            [{"type": enum_name(names[int(key)]), "count": count} for key, count in counts]
            for counts in tallies
        ]
        return [
            sorted(facet_list, key=lambda facet: (-facet["count"], facet["type"]))
            for facet_list in facets
        ]

    @loads()
    @staticmethod
    def resolve_categories(rows: Sequence[Any], batch: Batch) -> Loading:
        tree = yield from category_tree(batch.context)
        keys_of = {key: tree.closure([key]) for key in tree.rows}
        counts_of_lists = yield [_tally_categories(row, keys_of) for row in rows]
        return [
            [
                {"category": row, "count": counts[key]}
                for key, row in sorted(tree.rows.items(), key=lambda pair: pair[1]["locale"])
                if counts[key]
            ]
            for counts in counts_of_lists
        ]

    @loads()
    @staticmethod
    def resolve_years(rows: Sequence[Any], _batch: Batch) -> Loading:
        tallies = yield from _columns(rows, "year", ["date"], Substr("date_sort", 1, 4))
        return [
            sorted(
                ({"year": int(year), "count": count} for year, count in counts),
                key=lambda facet: -facet["year"],
            )
            for counts in tallies
        ]

    @loads()
    @staticmethod
    def resolve_locales(rows: Sequence[Any], batch: Batch) -> Loading:
        tallies = yield from _columns(rows, "locale", ["locale"], F("locale"))
        locales = batch.context.snapshot.locales
        return [
            sorted(
                ({"locale": locales[int(key)], "count": count} for key, count in counts),
                key=lambda facet: (-facet["count"], facet["locale"]["code"]),
            )
            for counts in tallies
        ]
