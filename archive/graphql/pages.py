"""The page types of the archive: a type a class, its columns in a tuple."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from archive import models
from cms.graphql.ids import fetch
from cms.graphql.pages import PageType, load_pages
from cms.graphql.pagination import Connection
from cms.graphql.peers import batched
from cms.graphql.richtext import rich_text_field
from media.graphql import Document

from .connections import ENTRIES_ARGUMENTS, EntryConnection, entry_connection
from .filters import ReportKind, below_page
from .interface import ArchiveEntry
from .loaders import grouped, rows_of
from .types import (
    Contributor,
    Correspondent,
    DateIn,
    DateSpan,
    Figure,
    Film,
    FiscalYear,
    Occasion,
    Screening,
    date_in,
)


class ArchiveEntryType(PageType):
    """A document of the archive."""

    schema_org = "Article"

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

    @staticmethod
    def summary_of(page: Any) -> str:
        return page.summary or page.summary_derived

    @staticmethod
    def image_key_of(page: Any) -> int | None:
        return page.lead_image_id


class ArchiveSection(PageType):
    """A series of the archive; sections nest."""

    schema_org = "CollectionPage"

    class Meta:
        model = models.ArchiveSectionPage
        columns = ("reference_code",)

    introduction = rich_text_field(
        "introduction", required=False, description="What the series holds."
    )
    entries = graphene.Field(
        EntryConnection,
        required=True,
        description="The documents of the whole subtree.",
        args=ENTRIES_ARGUMENTS,
    )

    @staticmethod
    def resolve_entries(page: Any, info: GraphQLResolveInfo, **arguments: Any) -> Connection:
        return entry_connection(info.context, arguments, below_page(page), ["section", page.pk])


class Report(ArchiveEntryType):
    """A report, interview, speech, statement or article."""

    schema_org = "Report"

    class Meta:
        model = models.ReportPage

    kind = graphene.Field(ReportKind, required=True, description="What kind of report it is.")
    period = graphene.Field(DateSpan, description="The time it reports on.")
    occasion = graphene.Field(Occasion, description="For a speech: where it was given.")

    @staticmethod
    def resolve_period(page: Any, info: GraphQLResolveInfo) -> DateIn | None:
        return date_in(page, page.period, info) if page.period else None

    @staticmethod
    def resolve_occasion(page: Any, info: GraphQLResolveInfo) -> dict[str, Any] | None:
        if not page.occasion_name:
            return None
        words = ("name", "venue", "city", "country")
        occasion = {word: getattr(page, f"occasion_{word}") for word in words}
        held = page.occasion_date
        return {**occasion, "date": date_in(page, held, info) if held else None}


class Letter(ArchiveEntryType):
    """An open letter, or the answer to one."""

    class Meta:
        model = models.LetterPage
        columns = ("transmission", "salutation", "closing")

    recipients = graphene.List(
        graphene.NonNull(Correspondent), required=True, description="To whom, in order."
    )
    signatories = graphene.List(
        graphene.NonNull(Correspondent), required=True, description="By whom, in order."
    )
    replies = graphene.List(
        graphene.NonNull(lambda: Letter), required=True, description="The answers to it, by date."
    )

    @batched
    @staticmethod
    def resolve_recipients(pages: Sequence[Any], _info: GraphQLResolveInfo) -> list[list]:
        return rows_of(models.LetterRecipient, pages)

    @batched
    @staticmethod
    def resolve_signatories(pages: Sequence[Any], _info: GraphQLResolveInfo) -> list[list]:
        return rows_of(models.LetterSignatory, pages)

    @batched
    @staticmethod
    def resolve_replies(pages: Sequence[Any], info: GraphQLResolveInfo) -> list[list]:
        rows = models.LetterPage.objects.filter(in_reply_to__in=[page.pk for page in pages])
        keys: Any = list(rows.order_by("date_sort", "pk").values_list("in_reply_to", "pk"))
        loaded = load_pages(info.context, [key for _, key in keys])
        return grouped(pages, ((above, loaded[key]) for above, key in keys if key in loaded))


class ActivityReport(ArchiveEntryType):
    """What the organisation did in a fiscal year."""

    schema_org = "Report"

    class Meta:
        model = models.ActivityReportPage

    fiscal_year = graphene.Field(FiscalYear, required=True, description="The year of accounts.")
    figures = graphene.List(
        graphene.NonNull(Figure), required=True, description="The year in figures, in order."
    )
    document = graphene.Field(Document, description="The report as it was printed.")

    @staticmethod
    def resolve_fiscal_year(page: Any, _info: GraphQLResolveInfo) -> dict[str, Any]:
        return {
            "label": page.fiscal_year_label,
            "start": page.fiscal_year_starts_on,
            "end": page.fiscal_year_ends_on,
        }

    @batched
    @staticmethod
    def resolve_figures(pages: Sequence[Any], _info: GraphQLResolveInfo) -> list[list]:
        return rows_of(models.ReportedFigure, pages)

    @batched
    @staticmethod
    def resolve_document(pages: Sequence[Any], info: GraphQLResolveInfo) -> list[Any]:
        keys = [page.document_id for page in pages]
        documents = fetch(info.context, "Document", [key for key in keys if key])
        return [documents.get(key) for key in keys]


class FilmEvent(ArchiveEntryType):
    """A film and its screenings."""

    class Meta:
        model = models.FilmEventPage

    film = graphene.Field(Film, required=True, description="The film.")
    screenings = graphene.List(
        graphene.NonNull(Screening), required=True, description="Its showings, in order."
    )
    speakers = graphene.List(
        graphene.NonNull(Contributor), required=True, description="Who spoke there, in order."
    )

    @batched
    @staticmethod
    def resolve_film(pages: Sequence[Any], _info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        directors = rows_of(models.FilmDirector, pages)
        return [
            _film(page, [row.name for row in rows])
            for page, rows in zip(pages, directors, strict=True)
        ]

    @batched
    @staticmethod
    def resolve_screenings(pages: Sequence[Any], _info: GraphQLResolveInfo) -> list[list]:
        return [[_screening(row) for row in rows] for rows in rows_of(models.Screening, pages)]

    @batched
    @staticmethod
    def resolve_speakers(pages: Sequence[Any], _info: GraphQLResolveInfo) -> list[list]:
        return rows_of(models.FilmEventSpeaker, pages)


def _film(page: Any, directors: list[str]) -> dict[str, Any]:
    words = ("title", "original_title", "year", "country", "runtime_minutes", "url")
    return {"directors": directors, **{word: getattr(page, f"film_{word}") for word in words}}


def _screening(row: Any) -> dict[str, Any]:
    words = ("time_zone", "venue", "city", "country", "host", "admission")
    return {"start": row.local_start, **{word: getattr(row, word) for word in words}}
