"""What every document of the archive says, whatever its type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from wagtail.models import Page

from archive.citations import Cited
from archive.models import EntryContributor, EntryPage, EntryTag
from cms.graphql.blocks import body_field
from cms.graphql.columns import column
from cms.graphql.ids import Node, fetch
from cms.graphql.pages import PageInterface
from cms.graphql.peers import batched
from media.graphql import Captioned, CaptionedImage, captioned

from .citation import Citation, citations_of
from .loaders import grouped, rows_of
from .neighbours import beside, related
from .taxonomy import Category, Place, Tag
from .types import ArchiveDate, Contributor, DateIn, date_in


class ArchiveEntry(PageInterface):
    """A document of the archive."""

    class Meta:
        interfaces = (PageInterface, Node)

    reference_code = column(EntryPage, "reference_code", required=True)
    date = graphene.Field(
        ArchiveDate, required=True, description="When the document was made, as far as is known."
    )
    subtitle = column(EntryPage, "subtitle")
    summary = graphene.String(
        required=True,
        description="Plain text: the editor's, else the opening of the body.",
    )
    lead_image = graphene.Field(CaptionedImage, description="The picture that stands for it.")
    body = body_field("The document itself, block by block.")
    categories = graphene.List(
        graphene.NonNull(lambda: Category), required=True, description="What it is about."
    )
    tags = graphene.List(
        graphene.NonNull(lambda: Tag), required=True, description="Words to find it by."
    )
    places = graphene.List(
        graphene.NonNull(lambda: Place), required=True, description="Where it happens."
    )
    contributors = graphene.List(
        graphene.NonNull(Contributor), required=True, description="Who had a part in it, in order."
    )
    related = graphene.List(
        graphene.NonNull(lambda: ArchiveEntry),
        required=True,
        description="Documents that share categories, tags, places or people, most alike first.",
        first=graphene.Int(description="How many, 5 unless said, 20 at most."),
    )
    previous = graphene.Field(
        lambda: ArchiveEntry, description="The one before it by date, in the same language."
    )
    next = graphene.Field(
        lambda: ArchiveEntry, description="The one after it by date, in the same language."
    )
    citation = graphene.Field(Citation, required=True, description="How to cite it.")
    source_url = column(EntryPage, "source_url")

    @staticmethod
    def resolve_date(page: EntryPage, info: GraphQLResolveInfo) -> DateIn:
        return date_in(page, page.date, info)

    @staticmethod
    def resolve_summary(page: EntryPage, _info: GraphQLResolveInfo) -> str:
        return page.summary or page.summary_derived

    @batched
    @staticmethod
    def resolve_lead_image(
        pages: Sequence[EntryPage],
        info: GraphQLResolveInfo,
    ) -> list[Captioned | None]:
        images = fetch(info.context, "Image", [p.lead_image_id for p in pages if p.lead_image_id])
        return [_lead_image(page) if page.lead_image_id in images else None for page in pages]

    @batched
    @staticmethod
    def resolve_categories(pages: Sequence[EntryPage], _info: GraphQLResolveInfo) -> list[list]:
        through = EntryPage.categories.through.objects.filter(entrypage__in=_keys(pages))
        rows = through.select_related("category").order_by(
            "category__sort_order", "category__name", "category__pk"
        )
        return grouped(pages, ((row.entrypage_id, row.category) for row in rows))

    @batched
    @staticmethod
    def resolve_tags(pages: Sequence[EntryPage], _info: GraphQLResolveInfo) -> list[list]:
        rows = EntryTag.objects.filter(content_object__in=_keys(pages)).select_related("tag")
        rows = rows.order_by("tag__name", "tag__pk")
        return grouped(pages, ((row.content_object_id, row.tag) for row in rows))

    @batched
    @staticmethod
    def resolve_places(pages: Sequence[EntryPage], _info: GraphQLResolveInfo) -> list[list]:
        through = EntryPage.places.through.objects.filter(entrypage__in=_keys(pages))
        rows = through.select_related("place").order_by("place__name", "place__pk")
        return grouped(pages, ((row.entrypage_id, row.place) for row in rows))

    @batched
    @staticmethod
    def resolve_contributors(pages: Sequence[EntryPage], _info: GraphQLResolveInfo) -> list[list]:
        return rows_of(EntryContributor, pages)

    @batched
    @staticmethod
    def resolve_related(
        pages: Sequence[EntryPage], info: GraphQLResolveInfo, first: int | None = None
    ) -> list[list[Page]]:
        return related(pages, info.context, first)

    @batched
    @staticmethod
    def resolve_previous(pages: Sequence[EntryPage], info: GraphQLResolveInfo) -> list[Page | None]:
        return beside(pages, info.context, later=False)

    @batched
    @staticmethod
    def resolve_next(pages: Sequence[EntryPage], info: GraphQLResolveInfo) -> list[Page | None]:
        return beside(pages, info.context, later=True)

    @batched
    @staticmethod
    def resolve_citation(pages: Sequence[EntryPage], info: GraphQLResolveInfo) -> list[Cited]:
        return citations_of(pages, info)


def _lead_image(page: EntryPage) -> Captioned:
    words = ("alt", "decorative", "caption", "credit")
    stored: dict[str, Any] = {word: getattr(page, f"lead_image_{word}") for word in words}
    return captioned({"image": page.lead_image_id, **stored})


def _keys(pages: Sequence[EntryPage]) -> list[int]:
    return [page.pk for page in pages]
