"""The page types of the archive: one class per type, its columns in a tuple."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene

from archive import models
from archive.graphql.lists.connections import (
    ENTRIES_ARGUMENTS,
    EntryConnection,
    Scope,
    check_entries,
    entry_connections,
)
from archive.graphql.lists.filters import ReportKind
from archive.graphql.loaders.child_rows import child_list, child_rows, each_of
from cms.graphql.blocks.richtext import rich_text_field
from cms.graphql.columns import column_field
from cms.graphql.engine import Batch, Loading, gather, loads
from cms.graphql.ids import fetch
from cms.graphql.pages.interface import PageType, page_lists
from cms.graphql.pages.listings import below
from cms.graphql.sql.sources import Rows
from media.graphql import Document

from . import linked_data, series
from .interface import ArchiveEntryType
from .series import SeriesDescription
from .types import (
    Contributor,
    Correspondent,
    DateSpan,
    Figure,
    Film,
    FiscalYear,
    Occasion,
    Screening,
    date_in,
)

Row = Mapping[str, Any]
_FILM = ("title", "original_title", "year", "country", "runtime_minutes", "url")
_OCCASION = ("name", "venue", "city", "country")
_REPORT = ("kind", "period")
_VENUE = ("venue", "city", "country", "host")

DIRECTORS = child_rows(models.FilmDirector, "name")
SCREENINGS = child_rows(models.Screening, "starts_at", "time_zone", *_VENUE)
SIGNATORIES = child_rows(models.LetterSignatory, "name", "title", "organisation")
REPLIES = Rows(
    lambda: models.LetterPage.objects.all(),
    key="in_reply_to",
    columns={"pk": "pk", "date_sort": "date_sort"},
    order=("date_sort", "pk"),
)


class ArchiveSection(PageType):
    """A series of the archive; sections nest."""

    schema_org = "CollectionPage"
    columns_for = {**PageType.columns_for, "linked data": ("reference_code",)}

    class Meta:
        model = models.ArchiveSectionPage

    reference_code = column_field(models.ArchiveSectionPage, "reference_code", required=True)
    introduction = rich_text_field(
        "introduction", required=False, description="What the series holds."
    )
    description = graphene.Field(
        SeriesDescription, required=True, description="The series as archivists describe it."
    )
    entries = graphene.Field(
        EntryConnection,
        required=True,
        description="The documents of the whole subtree.",
        args=ENTRIES_ARGUMENTS,
    )

    @loads(*series.NEEDS)
    @staticmethod
    def resolve_description(pages: Sequence[Row], batch: Batch) -> Loading:
        return (yield from series.descriptions(pages, batch))

    @loads("pk", "path", check=check_entries)
    @staticmethod
    def resolve_entries(pages: Sequence[Row], batch: Batch, **arguments: Any) -> Loading:
        places = [Scope(below(page), ["section", page["pk"]]) for page in pages]
        return (yield from entry_connections(places, batch, arguments))

    @classmethod
    def linked_data(cls, pages: Sequence[Row], batch: Batch) -> Loading:
        yield from ()
        return [({"identifier": page["reference_code"]}, []) for page in pages]


class Report(ArchiveEntryType):
    """A report, interview, speech, statement or article."""

    columns_for = ArchiveEntryType.columns_for | {"linked data": (*linked_data.NEEDS, *_REPORT)}

    class Meta:
        model = models.ReportPage

    kind = graphene.Field(ReportKind, required=True, description="What kind of report it is.")
    period = graphene.Field(DateSpan, description="The time it reports on.")
    occasion = graphene.Field(
        Occasion, description="For a speech: the event at which it was given."
    )

    @loads("period", "locale")
    @staticmethod
    def resolve_period(pages: Sequence[Row], batch: Batch) -> list[Any]:
        return [_date(page, page["period"], batch) for page in pages]

    @loads("occasion_date", "locale", *(f"occasion_{word}" for word in _OCCASION))
    @staticmethod
    def resolve_occasion(pages: Sequence[Row], batch: Batch) -> list[Any]:
        return [
            {
                **{word: page[f"occasion_{word}"] for word in _OCCASION},
                "date": _date(page, page["occasion_date"], batch),
            }
            if page["occasion_name"]
            else None
            for page in pages
        ]

    @classmethod
    def linked_data(cls, pages: Sequence[Row], batch: Batch) -> Loading:
        documents = yield from super().linked_data(pages, batch)
        return [
            ({**document, **linked_data.report(page)}, further)
            for page, (document, further) in zip(pages, documents, strict=True)
        ]


class Letter(ArchiveEntryType):
    """An open letter, or the answer to one."""

    signed_by = SIGNATORIES

    class Meta:
        model = models.LetterPage
        columns = ("transmission", "salutation", "closing")

    recipients = child_list(
        models.LetterPage, "recipients", Correspondent, "Whom it is addressed to, in order."
    )
    signatories = child_list(
        models.LetterPage, "signatories", Correspondent, "Who signed it, in order."
    )
    replies = graphene.List(
        graphene.NonNull(lambda: Letter), required=True, description="The answers to it, by date."
    )

    @loads("pk")
    @staticmethod
    def resolve_replies(pages: Sequence[Row], batch: Batch) -> Loading:
        rows = yield from each_of(REPLIES, pages)
        return (yield from page_lists([[row["pk"] for row in replies] for replies in rows], batch))


class ActivityReport(ArchiveEntryType):
    """What the organisation did in a fiscal year."""

    class Meta:
        model = models.ActivityReportPage

    fiscal_year = graphene.Field(FiscalYear, required=True, description="The fiscal year.")
    figures = child_list(
        models.ActivityReportPage, "figures", Figure, "The year in figures, in order."
    )
    document = graphene.Field(Document, description="The report as it was printed.")

    @loads("fiscal_year_label", "fiscal_year_starts_on", "fiscal_year_ends_on")
    @staticmethod
    def resolve_fiscal_year(pages: Sequence[Row], _batch: Batch) -> list[dict[str, Any]]:
        return [
            {
                "label": page["fiscal_year_label"],
                "start": page["fiscal_year_starts_on"],
                "end": page["fiscal_year_ends_on"],
            }
            for page in pages
        ]

    @loads("document")
    @staticmethod
    def resolve_document(pages: Sequence[Row], batch: Batch) -> Loading:
        keys = [page["document"] for page in pages]
        documents = yield from fetch("Document", [key for key in keys if key], batch.selected)
        return [documents.get(key) for key in keys]


class FilmEvent(ArchiveEntryType):
    """A film and its screenings."""

    columns_for = ArchiveEntryType.columns_for | {"linked data": (*linked_data.NEEDS, "film_title")}

    class Meta:
        model = models.FilmEventPage

    film = graphene.Field(Film, required=True, description="The film.")
    screenings = child_list(
        models.FilmEventPage, "screenings", Screening, "Its screenings, in order."
    )
    speakers = child_list(
        models.FilmEventPage, "speakers", Contributor, "Who spoke there, in order."
    )

    @loads("pk", *(f"film_{word}" for word in _FILM))
    @staticmethod
    def resolve_film(pages: Sequence[Row], _batch: Batch) -> Loading:
        directors = yield from each_of(DIRECTORS, pages)
        return [
            {"directors": [row["name"] for row in rows]}
            | {word: page[f"film_{word}"] for word in _FILM}
            for page, rows in zip(pages, directors, strict=True)
        ]

    @classmethod
    def linked_data(cls, pages: Sequence[Row], batch: Batch) -> Loading:
        documents, screenings, directors = yield from gather(
            [
                super().linked_data(pages, batch),
                each_of(SCREENINGS, pages),
                each_of(DIRECTORS, pages),
            ]
        )
        return [
            linked_data.with_film(document, page, film_screenings, makers, batch.context.snapshot)
            for page, (document, _further), film_screenings, makers in zip(
                pages, documents, screenings, directors, strict=True
            )
        ]


def _date(page: Row, text: str, batch: Batch) -> dict[str, Any] | None:
    return date_in(page, text, batch.context) if text else None
