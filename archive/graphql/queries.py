"""The archive's root fields."""

from __future__ import annotations

import re
from typing import Any

import graphene
from django.conf import settings
from django.db.models import Q
from graphql import GraphQLResolveInfo

from archive.models import Category as CategoryModel
from archive.models import EntryPage
from archive.models import Place as PlaceModel
from archive.models import Tag as TagModel
from cms.graphql.context import Context
from cms.graphql.pages import PageInterface, load_pages, page_at
from cms.graphql.pagination import ARGUMENTS, Connection, Order, Window
from cms.graphql.paths import normalised
from cms.graphql.redirects import Redirect, redirect_from

from .connections import ENTRIES_ARGUMENTS, EntryConnection, entry_connection
from .filters import EntryFilter, FilteredEntries, visible_entries
from .interface import ArchiveEntry
from .taxonomy import (
    CATEGORY_ORDER,
    Category,
    Place,
    Tag,
    TagConnection,
    fetch_tags,
    visible_places,
    visible_tags,
)
from .timeline import TimelineBucket, TimelineGranularity, timeline

LOCALE = "The language of the names, that of the site unless said."


class Period(graphene.ObjectType):
    """A year or a month, and its documents."""

    year = graphene.Int(required=True, description="The year.")
    month = graphene.Int(description="The month, 1 to 12; null for a whole year.")
    entries = graphene.Field(
        EntryConnection,
        required=True,
        description="The documents whose date begins in it.",
        args=ENTRIES_ARGUMENTS,
    )

    @staticmethod
    def resolve_entries(
        period: dict[str, Any], info: GraphQLResolveInfo, **arguments: Any
    ) -> Connection:
        return entry_connection(
            info.context, arguments, _begins_in(**period), ["period", *period.values()]
        )


class Route(graphene.ObjectType):
    """What lives at a path; one of page, category, tag, period and redirect, or none."""

    status = graphene.Int(
        required=True, description="The HTTP status to answer with: 200, 301, 302 or 404."
    )
    page = graphene.Field(PageInterface, description="The page at this path.")
    category = graphene.Field(Category, description='A category: "/category/defectors/".')
    tag = graphene.Field(Tag, description='A tag: "/tag/kot-jebi/".')
    period = graphene.Field(Period, description='A year or month: "/2006/", "/2006/10/".')
    redirect = graphene.Field(Redirect, description="Where the path has moved to.")


class ArchiveQuery(graphene.ObjectType):
    """The documents and what they are found by."""

    route = graphene.Field(
        Route,
        required=True,
        description="What a frontend's router asks first: what lives at this path.",
        path=graphene.String(
            required=True, description='Site-relative: "/archive/", "/reports/border0601.htm".'
        ),
    )
    entries = graphene.Field(
        EntryConnection,
        required=True,
        description="The documents of all sections and languages.",
        args=ENTRIES_ARGUMENTS,
    )
    entry = graphene.Field(
        ArchiveEntry,
        description="One document; null where nothing visible has the code.",
        reference_code=graphene.String(
            required=True, description='Its permanent code: "LF-L-2006-001".'
        ),
    )
    categories = graphene.List(
        graphene.NonNull(Category),
        required=True,
        description="All categories of a language, wider and narrower.",
        locale=graphene.String(description=LOCALE),
    )
    category = graphene.Field(
        Category,
        description="One category; null where there is none.",
        slug=graphene.String(required=True, description='"defectors".'),
        locale=graphene.String(description=LOCALE),
    )
    tag = graphene.Field(
        Tag,
        description="One tag; null where no visible document carries it.",
        slug=graphene.String(required=True, description='"kot-jebi".'),
    )
    tags = graphene.Field(
        TagConnection,
        required=True,
        description="All tags of visible documents, by name.",
        first=ARGUMENTS["first"],
        after=ARGUMENTS["after"],
    )
    timeline = graphene.List(
        graphene.NonNull(TimelineBucket),
        required=True,
        description="How many documents there are by year or month, oldest first.",
        granularity=graphene.Argument(TimelineGranularity, description="YEAR unless said."),
        filter=graphene.Argument(EntryFilter, description="Only documents that meet this."),
    )
    places = graphene.List(
        graphene.NonNull(Place),
        required=True,
        description="All places of visible documents, by name.",
    )
    place = graphene.Field(
        Place,
        description="One place; null where no visible document speaks of it.",
        slug=graphene.String(required=True, description='"yanji".'),
    )

    @staticmethod
    def resolve_route(_root: None, info: GraphQLResolveInfo, path: str) -> dict[str, Any]:
        return route(path, info.context)

    @staticmethod
    def resolve_entries(_root: None, info: GraphQLResolveInfo, **arguments: Any) -> Connection:
        return entry_connection(info.context, arguments)

    @staticmethod
    def resolve_entry(
        _root: None, info: GraphQLResolveInfo, reference_code: str
    ) -> EntryPage | None:
        found = visible_entries(info.context).filter(reference_code=reference_code)
        key = found.values_list("pk", flat=True).first()
        return load_pages(info.context, [key]).get(key) if key else None

    @staticmethod
    def resolve_categories(
        _root: None, info: GraphQLResolveInfo, locale: str | None = None
    ) -> list[CategoryModel]:
        found = list(_categories(locale).order_by(*CATEGORY_ORDER))
        info.context.peers.enroll(found)
        return found

    @staticmethod
    def resolve_category(
        _root: None, _info: GraphQLResolveInfo, slug: str, locale: str | None = None
    ) -> CategoryModel | None:
        return _categories(locale).filter(slug=slug).first()

    @staticmethod
    def resolve_tag(_root: None, info: GraphQLResolveInfo, slug: str) -> TagModel | None:
        return visible_tags(info.context).filter(slug=slug).first()

    @staticmethod
    def resolve_tags(_root: None, info: GraphQLResolveInfo, **window: Any) -> Connection:
        context = info.context
        order = Order("NAME", "name")
        return Connection(
            context, visible_tags(context), order, Window.of(**window), fetch_tags, "tags"
        )

    @staticmethod
    def resolve_timeline(
        _root: None,
        info: GraphQLResolveInfo,
        granularity: Any = None,
        filter: dict[str, Any] | None = None,
    ) -> list[dict[str, Any]]:
        entries = FilteredEntries(info.context, dict(filter or {}))
        return timeline(entries, by_month=bool(granularity) and granularity.value == "MONTH")

    @staticmethod
    def resolve_places(_root: None, info: GraphQLResolveInfo) -> list[PlaceModel]:
        found = list(visible_places(info.context).order_by("name", "pk"))
        info.context.peers.enroll(found)
        return found

    @staticmethod
    def resolve_place(_root: None, info: GraphQLResolveInfo, slug: str) -> PlaceModel | None:
        return visible_places(info.context).filter(slug=slug).first()


def route(path: str, context: Context) -> dict[str, Any]:
    """The answer to `route`: a page first, then the archives of terms and time, then a redirect."""
    if page := page_at(context, path):
        return {"status": 200, "page": page}
    if found := _term_or_period(normalised(path), context):
        return {"status": 200, **found}
    if moved := redirect_from(context, path):
        return {"status": 301 if moved["permanent"] else 302, "redirect": moved}
    return {"status": 404}


def _term_or_period(path: str, context: Context) -> dict[str, Any] | None:
    if match := re.fullmatch(r"(?:/([a-z]{2}))?/category/(?:.+/)?([^/]+)/", path):
        category = _categories(match[1]).filter(slug=match[2]).first()
        return {"category": category} if category else None
    if match := re.fullmatch(r"/tag/([^/]+)/", path):
        tag = visible_tags(context).filter(slug=match[1]).first()
        return {"tag": tag} if tag else None
    if match := re.fullmatch(r"/(\d{4})/(?:(0[1-9]|1[0-2])/)?", path):
        year, month = int(match[1]), int(match[2]) if match[2] else None
        found = visible_entries(context).filter(_begins_in(year, month)).exists()
        return {"period": {"year": year, "month": month}} if found else None
    return None


def _categories(locale: str | None) -> Any:
    return CategoryModel.objects.filter(locale__language_code=locale or settings.LANGUAGE_CODE)


def _begins_in(year: int, month: int | None) -> Q:
    condition = Q(date_begins_on__year=year)
    return condition & Q(date_begins_on__month=month) if month else condition
