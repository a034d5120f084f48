"""Facets: what a reader can narrow a list of documents down by, and how many each would leave.

Each facet leaves its own dimension's filter out, so that a reader can widen a choice, and lists
only what has hits.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Model, Q
from graphql import GraphQLResolveInfo

from archive.models import Category as CategoryModel
from archive.models import Place as PlaceModel
from archive.models import Tag as TagModel
from cms.graphql.pages import Locale, enum_name

from .filters import EntryType, FilteredEntries, category_tree
from .taxonomy import CATEGORY_ORDER, Category, Place, Tag, counts_in

COUNT = "How many documents it would leave."


class TypeFacet(graphene.ObjectType):
    """A type of documents in a list."""

    type = graphene.Field(EntryType, required=True, description="The type.")
    count = graphene.Int(required=True, description=COUNT)


class CategoryFacet(graphene.ObjectType):
    """A category in a list of documents, narrower ones counted in."""

    category = graphene.Field(Category, required=True, description="The category.")
    count = graphene.Int(required=True, description=COUNT)


class TagFacet(graphene.ObjectType):
    """A tag in a list of documents."""

    tag = graphene.Field(Tag, required=True, description="The tag.")
    count = graphene.Int(required=True, description=COUNT)


class PlaceFacet(graphene.ObjectType):
    """A place in a list of documents."""

    place = graphene.Field(Place, required=True, description="The place.")
    count = graphene.Int(required=True, description=COUNT)


class YearFacet(graphene.ObjectType):
    """A year in a list of documents."""

    year = graphene.Int(required=True, description="The year in which their dates begin.")
    count = graphene.Int(required=True, description=COUNT)


class LocaleFacet(graphene.ObjectType):
    """A language in a list of documents."""

    locale = graphene.Field(Locale, required=True, description="The language.")
    count = graphene.Int(required=True, description=COUNT)


def _facet(kind: type[graphene.ObjectType], description: str) -> graphene.List:
    return graphene.List(graphene.NonNull(kind), required=True, description=description)


class Facets(graphene.ObjectType):
    """What the list can be narrowed down by; each facet ignores the filter on its own dimension."""

    types = _facet(TypeFacet, "By type, most frequent first.")
    categories = _facet(CategoryFacet, "By category, in the order of the categories.")
    tags = _facet(TagFacet, "By tag, most frequent first.")
    places = _facet(PlaceFacet, "By place, most frequent first.")
    years = _facet(YearFacet, "By year, newest first.")
    locales = _facet(LocaleFacet, "By language, most frequent first.")

    @staticmethod
    def resolve_types(entries: FilteredEntries, _info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        rows = entries.without("types", "report_kinds").values_list("content_type")
        found = [
            {"type": enum_name(ContentType.objects.get_for_id(key).model_class()), "count": count}
            for key, count in rows.annotate(count=Count("pk")).order_by("-count", "content_type")
        ]
        return sorted(found, key=lambda facet: (-facet["count"], facet["type"]))

    @staticmethod
    def resolve_categories(
        entries: FilteredEntries, info: GraphQLResolveInfo
    ) -> list[dict[str, Any]]:
        tree = category_tree(entries.context)
        categories = list(CategoryModel.objects.order_by("locale", *CATEGORY_ORDER))
        conditions = [Q(categories__in=tree.closure([category.pk])) for category in categories]
        found = zip(categories, counts_in(entries.without("categories"), conditions), strict=True)
        return _enrolled("category", found, info)

    @staticmethod
    def resolve_tags(entries: FilteredEntries, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        return _frequent("tag", TagModel, "entry_tags__tag", entries.without("tags"), info)

    @staticmethod
    def resolve_places(entries: FilteredEntries, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        return _frequent("place", PlaceModel, "places", entries.without("places"), info)

    @staticmethod
    def resolve_years(entries: FilteredEntries, _info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        rows = entries.without("date").values(year=F("date_begins_on__year"))
        return [dict(row) for row in rows.annotate(count=Count("pk")).order_by("-year")]

    @staticmethod
    def resolve_locales(entries: FilteredEntries, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        rows = entries.without("locale").values_list("locale").annotate(count=Count("pk"))
        locales = info.context.locales
        return [
            {"locale": locales[key], "count": count}
            for key, count in rows.order_by("-count", "locale")
        ]


def _frequent(
    name: str, model: type[Model], relation: str, queryset: Any, info: GraphQLResolveInfo
) -> list[dict[str, Any]]:
    rows = queryset.filter(**{f"{relation}__isnull": False}).values_list(relation)
    found = list(rows.annotate(count=Count("pk")).order_by("-count", relation))
    values = model._default_manager.in_bulk([key for key, _ in found])
    return _enrolled(name, ((values[key], count) for key, count in found), info)


def _enrolled(
    name: str, pairs: Iterable[tuple[Any, int]], info: GraphQLResolveInfo
) -> list[dict[str, Any]]:
    found = [{name: value, "count": count} for value, count in pairs if count]
    info.context.peers.enroll(facet[name] for facet in found)
    return found
