"""The archive's root fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene
from django.conf import settings

from archive.models import ArchiveSectionPage
from archive.search.query import MAX_LENGTH, MAX_TERMS
from cms.graphql.engine import Batch, Loading, loads
from cms.graphql.limits.price_walk import priced
from cms.graphql.locales import check_locale
from cms.graphql.pages.loading import PageNodes
from cms.graphql.pagination.connections import ARGUMENTS
from cms.graphql.pagination.cursors import Cursors
from cms.graphql.pagination.keyset import ColumnNodes, Window, connections
from cms.graphql.pagination.orders import collated

from .documents.interface import ArchiveEntry
from .documents.pages import ArchiveSection
from .finding.routes import Route, route
from .finding.search import SearchConnection, check_search, search
from .finding.timeline import TimelineBucket, TimelineGranularity, timeline
from .lists.connections import (
    ENTRIES_ARGUMENTS,
    ENTRY_NODES,
    EVERYWHERE,
    EntryConnection,
    FilteredEntries,
    check_entries,
    entry_connections,
)
from .lists.filters import EntryFilter, check_filter, read_filter
from .loaders.lookups import category_with_slug, with_code, with_slug
from .loaders.terms import (
    PLACES_BY_SLUG,
    TAGS_BY_SLUG,
    all_places,
    all_tags,
    category_tree,
)
from .terms.taxonomy import Category, Place, Tag, TagConnection

Row = Mapping[str, Any]
_SECTIONS = PageNodes(ArchiveSectionPage)
LOCALE = "The language of the names; by default that of the site."
BY_NAME = collated("NAME", "name_key__key")


def _check_tags(arguments: dict[str, Any]) -> None:
    Window.of(**arguments).check_cursors(Cursors(BY_NAME, "tags", None))


class ArchiveQuery(graphene.ObjectType):
    """The documents and what they are found by."""

    route = graphene.Field(
        Route,
        required=True,
        description="What lives at this path: the first thing that a frontend's router asks.",
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
        description="One document; null if no public document has the code.",
        reference_code=graphene.String(
            required=True, description='Its permanent code, in any letter case: "LF-L-2006-001".'
        ),
    )
    section = graphene.Field(
        ArchiveSection,
        description="One section; null if no public section has the code.",
        reference_code=graphene.String(
            required=True, description='Its permanent code, in any letter case: "LF-S-001".'
        ),
    )
    categories = graphene.List(
        graphene.NonNull(Category),
        required=True,
        description="The categories of a language that hold public documents, those above them, "
        "and those that editors show without any.",
        locale=graphene.String(description=LOCALE),
    )
    category = graphene.Field(
        Category,
        description="One category; null if no public document is in it or in a narrower "
        "one, unless editors show it without any.",
        slug=graphene.String(required=True, description='"defectors".'),
        locale=graphene.String(description=LOCALE),
    )
    tag = graphene.Field(
        Tag,
        description="One tag; null if no public document has it.",
        slug=graphene.String(required=True, description='"kot-jebi".'),
    )
    tags = graphene.Field(
        TagConnection,
        required=True,
        description="The tags of all public documents, by name.",
        first=ARGUMENTS["first"],
        after=ARGUMENTS["after"],
    )
    search = graphene.Field(
        SearchConnection,
        required=True,
        description="Documents that contain all these words, best matches first.",
        query=graphene.String(
            required=True,
            description='Words; "several words" in quotes stand together, -word must not be there, '
            "beside at least one that has to be. Case, accents, the dots of D.P.R.K., the comma of "
            "1,200, a middle dot and characters that nobody sees make no difference. "
            f"{MAX_LENGTH} characters and {MAX_TERMS} words or phrases at most.",
        ),
        first=ARGUMENTS["first"],
        after=ARGUMENTS["after"],
        filter=graphene.Argument(EntryFilter, description="Only documents that match this filter."),
    )
    timeline = priced(
        graphene.List(
            graphene.NonNull(TimelineBucket),
            required=True,
            description="The number of documents in each year or month, oldest first.",
            granularity=graphene.Argument(TimelineGranularity, description="YEAR by default."),
            filter=graphene.Argument(
                EntryFilter, description="Only documents that match this filter."
            ),
        ),
        10,
    )
    places = graphene.List(
        graphene.NonNull(Place),
        required=True,
        description="The places of all public documents, by name.",
    )
    place = graphene.Field(
        Place,
        description="One place; null if no public document is about it.",
        slug=graphene.String(required=True, description='"yanji".'),
    )

    @loads()
    @staticmethod
    def resolve_route(_roots: Any, batch: Batch, path: str) -> Loading:
        return [(yield from route(path, batch))]

    @loads(check=lambda arguments: check_entries(arguments, None))
    @staticmethod
    def resolve_entries(_roots: Any, batch: Batch, **arguments: Any) -> Loading:
        return (yield from entry_connections([EVERYWHERE], batch, arguments))

    @loads()
    @staticmethod
    def resolve_entry(_roots: Any, batch: Batch, reference_code: str) -> Loading:
        return [(yield from with_code(ENTRY_NODES, reference_code, batch))]

    @loads()
    @staticmethod
    def resolve_section(_roots: Any, batch: Batch, reference_code: str) -> Loading:
        return [(yield from with_code(_SECTIONS, reference_code, batch))]

    @loads(check=check_locale)
    @staticmethod
    def resolve_categories(_roots: Any, batch: Batch, locale: str | None = None) -> Loading:
        tree = yield from category_tree(batch.context)
        return [tree.in_language(locale or settings.LANGUAGE_CODE, batch.context)]

    @loads(check=check_locale)
    @staticmethod
    def resolve_category(
        _roots: Any, batch: Batch, slug: str, locale: str | None = None
    ) -> Loading:
        return [(yield from category_with_slug(slug, locale, batch.context))]

    @loads()
    @staticmethod
    def resolve_tag(_roots: Any, _batch: Batch, slug: str) -> Loading:
        return [(yield from with_slug(TAGS_BY_SLUG, slug))]

    @loads(check=_check_tags)
    @staticmethod
    def resolve_tags(_roots: Any, batch: Batch, **window: Any) -> Loading:
        nodes = ColumnNodes("Tag", ("pk", "name", "slug"))
        return (
            yield from connections(
                [all_tags(batch.context)], nodes, BY_NAME, Window.of(**window), batch
            )
        )

    @loads(check=check_search)
    @staticmethod
    def resolve_search(
        _roots: Any,
        batch: Batch,
        query: str,
        first: int | None = None,
        after: str | None = None,
        filter: dict[str, Any] | None = None,
    ) -> Loading:
        return (yield from search(query, filter, batch, first, after))

    @loads(check=check_filter)
    @staticmethod
    def resolve_timeline(
        _roots: Any,
        batch: Batch,
        granularity: Any = None,
        filter: dict[str, Any] | None = None,
    ) -> Loading:
        lists = FilteredEntries(EVERYWHERE, (yield from read_filter(filter, batch.context)))
        by_month = bool(granularity) and granularity.value == "MONTH"
        return [(yield from timeline(lists, by_month=by_month))]

    @loads()
    @staticmethod
    def resolve_places(_roots: Any, batch: Batch) -> Loading:
        return [(yield from all_places(batch.context))]

    @loads()
    @staticmethod
    def resolve_place(_roots: Any, _batch: Batch, slug: str) -> Loading:
        return [(yield from with_slug(PLACES_BY_SLUG, slug))]
