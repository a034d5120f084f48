"""Categories, tags and places: what documents are found by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import graphene
from django.db.models import F, IntegerField, QuerySet

from archive.graphql.lists.connections import (
    ENTRIES_ARGUMENTS,
    EntryConnection,
    Scope,
    check_entries,
    entry_connections,
)
from archive.graphql.lists.filters import about_places, in_categories, tagged
from archive.graphql.loaders.tallies import number_by, number_in, tally, tally_of_sets
from archive.graphql.loaders.terms import (
    PLACE_NAMES,
    PLACES,
    TAG_NAMES,
    TAGS,
    category_tree,
    fetch_categories,
    fetch_from,
)
from archive.models import Category as CategoryModel
from archive.models import EntryPage, EntryTag
from archive.models import Place as PlaceModel
from archive.models import Tag as TagModel
from archive.models.terms import precision
from cms.graphql import registry
from cms.graphql.columns import column_field
from cms.graphql.engine import Batch, Loader, Loading, RowType, loads
from cms.graphql.enums import enum_of
from cms.graphql.ids import Node, fetched_by
from cms.graphql.pages.interface import Locale
from cms.graphql.pages.seo import Head, Seo
from cms.graphql.pagination.connections import connection_types
from cms.sql.parameters import Among, ParameterList
from cms.visibility import paths
from cms.visibility.gate import visible_pages

from .addresses import URL, list_path, list_url, name_in

_COARSE = (
    "no more exact than `precision` allows; null if that is COUNTRY or the position is not known."
)
PlacePrecision = enum_of(
    "PlacePrecision",
    "How exact a published position is.",
    {
        "EXACT": "The position itself.",
        "TOWN": "The centre of a square of a tenth of a degree, about ten kilometres wide.",
        "REGION": "The centre of a square of one degree, about a hundred kilometres wide.",
        "COUNTRY": "No position, only the country.",
    },
    {name: choice.value for name, choice in precision.PlacePrecision.__members__.items()},
)
COUNT = "How many public documents it has"
Row = dict[str, Any]


def entries_field(description: str) -> graphene.Field:
    """The field `entries` of anything that holds documents."""
    return graphene.Field(
        lambda: EntryConnection, required=True, description=description, args=ENTRIES_ARGUMENTS
    )


class Category(RowType):
    """A subject, in one language; subjects form a tree."""

    class Meta:
        interfaces = (Node,)

    name = column_field(CategoryModel, "name")
    slug = column_field(CategoryModel, "slug")
    description = column_field(CategoryModel, "description")
    parent = graphene.Field(lambda: Category, description="The wider subject.")
    children = graphene.List(
        graphene.NonNull(lambda: Category), required=True, description="The narrower subjects."
    )
    path = graphene.String(
        required=True, description='The path of its list on the site: "/category/defectors/".'
    )
    url = graphene.String(required=True, description=URL)
    locale = graphene.Field(Locale, required=True, description="The language of its name.")
    translations = graphene.List(
        graphene.NonNull(lambda: Category),
        required=True,
        description="The same subject in other languages.",
    )
    seo = graphene.Field(
        Seo, required=True, description="What belongs in the `<head>` of its list."
    )
    entry_count = graphene.Int(
        required=True,
        description=f"{COUNT}, including those of narrower subjects; only counted if you "
        "ask for it.",
    )
    entries = entries_field("Its documents, including those of narrower subjects.")

    @loads("parent")
    @staticmethod
    def resolve_parent(categories: Sequence[Row], batch: Batch) -> Loading:
        tree = yield from category_tree(batch.context)
        return [tree.rows.get(category["parent"]) for category in categories]

    @loads("pk")
    @staticmethod
    def resolve_children(categories: Sequence[Row], batch: Batch) -> Loading:
        tree = yield from category_tree(batch.context)
        return [tree.below[category["pk"]] for category in categories]

    @loads("slug", "locale")
    @staticmethod
    def resolve_path(categories: Sequence[Row], batch: Batch) -> list[str]:
        return [_path_of(category, batch) for category in categories]

    @loads("slug", "locale")
    @staticmethod
    def resolve_url(categories: Sequence[Row], batch: Batch) -> list[str]:
        return [_url_of(category, batch) for category in categories]

    @loads("locale")
    @staticmethod
    def resolve_locale(categories: Sequence[Row], batch: Batch) -> list[Row]:
        return [batch.context.snapshot.locales[category["locale"]] for category in categories]

    @loads("pk", "translation_key")
    @staticmethod
    def resolve_translations(categories: Sequence[Row], batch: Batch) -> Loading:
        tree = yield from category_tree(batch.context)
        return [tree.translations_of(category) for category in categories]

    @loads("name", "slug", "description", "locale")
    @staticmethod
    def resolve_seo(categories: Sequence[Row], batch: Batch) -> list[Head]:
        language = batch.context.language_of
        return [
            Head(
                category["name"],
                _url_of(category, batch),
                language(category["locale"]),
                category["description"],
            )
            for category in categories
        ]

    @loads("pk")
    @staticmethod
    def resolve_entry_count(categories: Sequence[Row], batch: Batch) -> Loading:
        tree = yield from category_tree(batch.context)
        keys_of = {key: tree.closure([key]) for key in (row["pk"] for row in categories)}
        by_sql = tally_of_sets("category", _visible_entries, "categories", {})
        counts = yield number_in(keys_of, (), by_sql)
        return [counts[category["pk"]] for category in categories]

    @loads("pk", check=check_entries)
    @staticmethod
    def resolve_entries(categories: Sequence[Row], batch: Batch, **arguments: Any) -> Loading:
        tree = yield from category_tree(batch.context)
        places = [
            Scope(in_categories(tree.closure([key]), "within_categories"), ["category", key])
            for key in (category["pk"] for category in categories)
        ]
        return (yield from entry_connections(places, batch, arguments))


def _path_of(category: Row, batch: Batch) -> str:
    return paths.path_in(
        batch.context.language_of(category["locale"]), "category", category["slug"]
    )


def _url_of(category: Row, batch: Batch) -> str:
    return paths.url_of(_path_of(category, batch), batch.context.snapshot)


def _visible_entries() -> QuerySet[Any]:
    return visible_pages(EntryPage.objects.all())


def _count_by(name: str, rows: Callable[[], QuerySet[Any]], term: str) -> Loader:
    """The resolver of `entryCount`: how many rows that link visible documents have each term."""

    def linking() -> QuerySet[Any]:
        return rows().filter(Among(F(term), ParameterList("terms", IntegerField())))

    @loads("pk")
    def resolve(terms: Sequence[Row], _batch: Batch) -> Loading:
        keys = [row["pk"] for row in terms]
        by_sql = tally(name, linking, F(term), {"terms": keys})
        counts = dict((yield number_by(name, (), by_sql)))
        return [counts.get(str(key), 0) for key in keys]

    return resolve


class Tag(RowType):
    """A keyword that editors give to documents."""

    class Meta:
        interfaces = (Node,)

    name = name_in(TAG_NAMES, "The keyword.")
    slug = graphene.String(required=True, description="The keyword as it appears in addresses.")
    path = list_path("tag", "/tag/kot-jebi/")
    url = list_url("tag")
    entry_count = graphene.Int(
        required=True, description=f"{COUNT}; only counted if you ask for it."
    )
    entries = entries_field("The documents that have it.")

    resolve_entry_count = _count_by(
        "tag", lambda: visible_pages(EntryTag.objects.all(), "content_object__"), "tag"
    )

    @loads("pk", check=check_entries)
    @staticmethod
    def resolve_entries(tags: Sequence[Row], batch: Batch, **arguments: Any) -> Loading:
        places = [
            Scope(tagged("tag", [tag["pk"]], "within_tags"), ["tag", tag["pk"]]) for tag in tags
        ]
        return (yield from entry_connections(places, batch, arguments))


class Place(RowType):
    """A place that documents are about."""

    class Meta:
        interfaces = (Node,)

    name = name_in(PLACE_NAMES, str(PlaceModel._meta.get_field("name").help_text))
    slug = column_field(PlaceModel, "slug")
    path = list_path("place", "/place/yanji/")
    url = list_url("place")
    country = column_field(PlaceModel, "country")
    latitude = graphene.Float(description=f"Degrees north of the equator, {_COARSE}")
    longitude = graphene.Float(description=f"Degrees east of Greenwich, {_COARSE}")
    precision = graphene.Field(
        PlacePrecision, required=True, description="How exact the published position is."
    )
    entry_count = graphene.Int(
        required=True, description=f"{COUNT}; only counted if you ask for it."
    )
    entries = entries_field("The documents about it.")

    resolve_entry_count = _count_by(
        "place",
        lambda: visible_pages(EntryPage.places.through.objects.all(), "entrypage__"),
        "place",
    )

    @loads("pk", check=check_entries)
    @staticmethod
    def resolve_entries(places: Sequence[Row], batch: Batch, **arguments: Any) -> Loading:
        within = [
            Scope(about_places("place", [key], "within_places"), ["place", key])
            for key in (place["pk"] for place in places)
        ]
        return (yield from entry_connections(within, batch, arguments))


TagConnection = connection_types("Tag", Tag)

for _model, _type, _fetch in (
    (CategoryModel, Category, fetch_categories),
    (TagModel, Tag, fetch_from(TAGS)),
    (PlaceModel, Place, fetch_from(PLACES)),
):
    registry.bind(_model, _type)
    fetched_by(_type._meta.name, _fetch)
