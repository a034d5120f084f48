"""Categories, tags and places: what documents are found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import graphene
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from graphql import GraphQLResolveInfo

from archive.models import Category as CategoryModel
from archive.models import EntryPage, EntryTag
from archive.models import Place as PlaceModel
from archive.models import Tag as TagModel
from cms.graphql import registry
from cms.graphql.columns import column
from cms.graphql.context import Context
from cms.graphql.ids import Node, fetch, fetched_by
from cms.graphql.pagination import Connection, connection_types
from cms.graphql.peers import batched

from .connections import ENTRIES_ARGUMENTS, EntryConnection, entry_connection
from .filters import category_tree, visible_entries

COUNT = "How many visible documents it holds"


def entries_field(description: str) -> graphene.Field:
    """The field `entries` of anything that holds documents."""
    return graphene.Field(
        lambda: EntryConnection, required=True, description=description, args=ENTRIES_ARGUMENTS
    )


class Category(graphene.ObjectType):
    """A subject, in one language; subjects form a tree."""

    class Meta:
        interfaces = (Node,)

    name = column(CategoryModel, "name")
    slug = column(CategoryModel, "slug")
    description = column(CategoryModel, "description")
    parent = graphene.Field(lambda: Category, description="The wider subject.")
    children = graphene.List(
        graphene.NonNull(lambda: Category), required=True, description="The narrower subjects."
    )
    entry_count = graphene.Int(
        required=True, description=f"{COUNT}, narrower subjects included; counted when asked."
    )
    entries = entries_field("Its documents, those of narrower subjects included.")

    @batched
    @staticmethod
    def resolve_parent(
        categories: Sequence[CategoryModel],
        info: GraphQLResolveInfo,
    ) -> list[CategoryModel | None]:
        keys = [category.parent_id for category in categories]
        parents = fetch(info.context, "Category", [key for key in keys if key])
        return [parents.get(key or 0) for key in keys]

    @batched
    @staticmethod
    def resolve_children(
        categories: Sequence[CategoryModel],
        _info: GraphQLResolveInfo,
    ) -> list[list[CategoryModel]]:
        rows = CategoryModel.objects.filter(parent__in=categories).order_by(*CATEGORY_ORDER)
        below = defaultdict(list)
        for row in rows:
            below[row.parent_id].append(row)
        return [below[category.pk] for category in categories]

    @batched
    @staticmethod
    def resolve_entry_count(
        categories: Sequence[CategoryModel],
        info: GraphQLResolveInfo,
    ) -> list[int]:
        tree = category_tree(info.context)
        return counts(info.context, [Q(categories__in=tree.closure([c.pk])) for c in categories])

    @staticmethod
    def resolve_entries(
        category: CategoryModel, info: GraphQLResolveInfo, **arguments: Any
    ) -> Connection:
        keys = category_tree(info.context).closure([category.pk])
        return entry_connection(
            info.context, arguments, Q(categories__in=keys), ["category", category.pk]
        )


class Tag(graphene.ObjectType):
    """A word that editors put on documents."""

    class Meta:
        interfaces = (Node,)

    name = graphene.String(required=True, description="The word.")
    slug = graphene.String(required=True, description="The word as it stands in an address.")
    entry_count = graphene.Int(required=True, description=f"{COUNT}; counted when asked.")
    entries = entries_field("The documents that carry it.")

    @batched
    @staticmethod
    def resolve_entry_count(tags: Sequence[TagModel], info: GraphQLResolveInfo) -> list[int]:
        return counts(info.context, [Q(entry_tags__tag=tag.pk) for tag in tags])

    @staticmethod
    def resolve_entries(tag: TagModel, info: GraphQLResolveInfo, **arguments: Any) -> Connection:
        return entry_connection(info.context, arguments, Q(entry_tags__tag=tag.pk), ["tag", tag.pk])


class Place(graphene.ObjectType):
    """A place that documents speak of."""

    class Meta:
        interfaces = (Node,)

    name = column(PlaceModel, "name")
    slug = column(PlaceModel, "slug")
    country = column(PlaceModel, "country")
    latitude = column(PlaceModel, "latitude")
    longitude = column(PlaceModel, "longitude")
    entry_count = graphene.Int(required=True, description=f"{COUNT}; counted when asked.")
    entries = entries_field("The documents that speak of it.")

    @batched
    @staticmethod
    def resolve_entry_count(places: Sequence[PlaceModel], info: GraphQLResolveInfo) -> list[int]:
        return counts(info.context, [Q(places=place.pk) for place in places])

    @staticmethod
    def resolve_entries(
        place: PlaceModel, info: GraphQLResolveInfo, **arguments: Any
    ) -> Connection:
        return entry_connection(info.context, arguments, Q(places=place.pk), ["place", place.pk])


TagConnection = connection_types("Tag", Tag)


CATEGORY_ORDER = ("sort_order", "name", "pk")


def counts(context: Context, conditions: Sequence[Q]) -> list[int]:
    """How many visible entries meet each condition, in one statement for all of them."""
    return counts_in(visible_entries(context), conditions)


def counts_in(queryset: QuerySet[EntryPage], conditions: Sequence[Q]) -> list[int]:
    """How many entries of the queryset meet each condition."""
    columns = {
        f"n{number}": Count("pk", distinct=True, filter=condition)
        for number, condition in enumerate(conditions)
    }
    found = queryset.aggregate(**columns) if columns else {}
    return [found[name] for name in columns]


def visible_tags(context: Context) -> QuerySet[TagModel]:
    """Tags of visible documents; a word put on a hidden one only is as hidden as that."""
    visible = visible_entries(context).values("pk")
    carried = EntryTag.objects.filter(tag=OuterRef("pk"), content_object__in=visible)
    return TagModel.objects.filter(Exists(carried))


def visible_places(context: Context) -> QuerySet[PlaceModel]:
    """Places of visible documents; a shelter that hidden ones speak of is as hidden as they."""
    visible = visible_entries(context).values("pk")
    through = EntryPage.places.through.objects
    spoken_of = through.filter(place=OuterRef("pk"), entrypage__in=visible)
    return PlaceModel.objects.filter(Exists(spoken_of))


def _categories(_context: Context, keys: Iterable[int]) -> dict[int, Any]:
    return CategoryModel.objects.in_bulk(list(keys))


def fetch_tags(context: Context, keys: Iterable[int]) -> dict[int, Any]:
    return visible_tags(context).in_bulk(list(keys))


def _places(context: Context, keys: Iterable[int]) -> dict[int, Any]:
    return visible_places(context).in_bulk(list(keys))


for _model, _type, _fetch in (
    (CategoryModel, Category, _categories),
    (TagModel, Tag, fetch_tags),
    (PlaceModel, Place, _places),
):
    registry.bind(_model, _type)
    fetched_by(_type._meta.name, _fetch)
