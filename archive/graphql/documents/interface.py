"""The fields of every document of the archive, whatever its type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import graphene

from archive.graphql.loaders.child_rows import rows_of
from archive.graphql.loaders.terms import CATEGORIES_OF, PLACES_OF, TAGS_OF
from archive.graphql.terms.taxonomy import Category, Place, Tag
from archive.models import EntryPage
from cms.graphql.blocks.body import stream_field
from cms.graphql.columns import column_field
from cms.graphql.engine import Batch, Loading, loads
from cms.graphql.ids import Node
from cms.graphql.limits.price_walk import priced
from cms.graphql.pages.interface import PageInterface, PageType
from cms.graphql.sql.sources import Rows
from media.graphql import captioned_image_field, content_warning_field
from media.graphql.warnings import COLUMNS as WARNING_COLUMNS

from . import linked_data
from .citation import CITED, CONTRIBUTORS, Citation, citations
from .corrections import CORRECTIONS, Correction
from .neighbours import (
    DEFAULT_RELATED,
    MAX_RELATED,
    NEXT,
    PREVIOUS,
    check_related,
    neighbours_of,
    related,
)
from .types import ArchiveDate, Contributor, date_in

Row = Mapping[str, Any]


class ArchiveEntry(PageInterface):
    """A document of the archive."""

    class Meta:
        interfaces = (PageInterface, Node)

    reference_code = column_field(EntryPage, "reference_code", required=True)
    date = graphene.Field(
        ArchiveDate, required=True, description="When the document was made, as far as is known."
    )
    subtitle = column_field(EntryPage, "subtitle")
    summary = graphene.String(
        required=True,
        description="Plain text: written by the editors, otherwise the opening of the body.",
    )
    lead_image = captioned_image_field(
        "lead_image",
        description="The picture that represents it.",
        **{word: f"lead_image_{word}" for word in ("alt", "decorative", "caption", "credit")},
        **{column: column for column in WARNING_COLUMNS},
    )
    content_warning = content_warning_field(
        "A warning to show readers before they see the document; lists show it with the title."
    )
    word_count = column_field(EntryPage, "word_count", required=True)
    body = stream_field(EntryPage, "body", "The document itself, block by block.")
    categories = graphene.List(
        graphene.NonNull(lambda: Category), required=True, description="What it is about."
    )
    tags = graphene.List(
        graphene.NonNull(lambda: Tag), required=True, description="Words to find it by."
    )
    places = graphene.List(
        graphene.NonNull(lambda: Place), required=True, description="The places it is about."
    )
    contributors = graphene.List(
        graphene.NonNull(Contributor),
        required=True,
        description="The people who contributed to it, in order.",
    )
    related = priced(
        graphene.List(
            graphene.NonNull(lambda: ArchiveEntry),
            required=True,
            description="Documents that share categories, tags, places or people with it, most "
            "similar first.",
            first=graphene.Int(
                default_value=DEFAULT_RELATED, description=f"How many, {MAX_RELATED} at most."
            ),
        ),
        10,
    )
    previous = graphene.Field(
        lambda: ArchiveEntry, description="The one before it by date, in the same language."
    )
    next = graphene.Field(
        lambda: ArchiveEntry, description="The one after it by date, in the same language."
    )
    citation = graphene.Field(Citation, required=True, description="How to cite it.")
    source_url = column_field(EntryPage, "source_url")
    corrections = graphene.List(
        graphene.NonNull(Correction),
        required=True,
        description="The editors' notes on changes made after publication, newest first.",
    )

    resolve_categories = rows_of(CATEGORIES_OF)
    resolve_tags = rows_of(TAGS_OF)
    resolve_places = rows_of(PLACES_OF)
    resolve_contributors = rows_of(CONTRIBUTORS)
    resolve_corrections = rows_of(CORRECTIONS)

    @loads("date", "locale")
    @staticmethod
    def resolve_date(pages: Sequence[Row], batch: Batch) -> list[Row]:
        return [date_in(page, page["date"], batch.context) for page in pages]

    @loads("summary", "summary_derived")
    @staticmethod
    def resolve_summary(pages: Sequence[Row], _batch: Batch) -> list[str]:
        return [page["summary"] or page["summary_derived"] for page in pages]

    @loads("pk", "locale", check=check_related)
    @staticmethod
    def resolve_related(pages: Sequence[Row], batch: Batch, first: int | None = None) -> Loading:
        return (yield from related(pages, batch, first))

    @loads("pk")
    @staticmethod
    def resolve_previous(pages: Sequence[Row], batch: Batch) -> Loading:
        return (yield from neighbours_of(PREVIOUS, pages, batch))

    @loads("pk")
    @staticmethod
    def resolve_next(pages: Sequence[Row], batch: Batch) -> Loading:
        return (yield from neighbours_of(NEXT, pages, batch))

    @loads("pk", *CITED)
    @staticmethod
    def resolve_citation(pages: Sequence[Row], batch: Batch) -> Loading:
        return (yield from citations(pages, batch.context))


class ArchiveEntryType(PageType):
    """A document of the archive."""

    is_document = True
    signed_by: ClassVar[Rows | None] = None  # the rows of those who wrote it, if it names them
    columns_for = {
        "summary of": ("summary", "summary_derived"),
        "image of": ("lead_image",),
        "is masked": ("mask_thumbnail",),
        "linked data": linked_data.NEEDS,
    }

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(
        cls,
        model: Any = None,
        columns: Sequence[str] = (),
        interfaces: Sequence[Any] = (),
        **options: Any,
    ) -> None:
        super().__init_subclass_with_meta__(model, columns, (*interfaces, ArchiveEntry), **options)

    @classmethod
    def linked_data(cls, pages: Sequence[Row], batch: Batch) -> Loading:
        documents = yield from linked_data.documents(pages, batch.context)
        return [(document, []) for document in documents]
