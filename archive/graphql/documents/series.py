"""The ISAD(G) description of a series: what archivists state, otherwise computed from its
documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import Count, F, Max, Min, TextField, Value
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from archive.derived.extents import extent_of
from archive.models import ArchiveSectionPage, EntryPage
from cms.graphql.blocks.richtext import rich_text_field
from cms.graphql.context import Context
from cms.graphql.engine import Batch, Loading, RowType
from cms.graphql.pages.interface import Locale
from cms.graphql.sql.sources import Rows
from cms.record.trees import AFTER_SUBTREE
from cms.sql.parameters import Parameter
from cms.visibility.gate import visible_pages

from .types import DateSpan, date_in

Row = Mapping[str, Any]
WORDS = ("scope_and_content", "provenance", "arrangement", "access_conditions")
NEEDS = ("pk", "path", "locale", "dates", "extent", *WORDS)


class SeriesDescription(RowType):
    """An archival description of a series, following ISAD(G)."""

    dates = graphene.Field(
        DateSpan,
        description="When its documents were made: as archivists stated it, otherwise from the "
        "first to the last year of the public ones; null if there are none.",
    )
    extent = graphene.String(
        required=True,
        description='How much there is, as archivists stated it or else computed: "143 documents, '
        '1999-2024".',
    )
    scope_and_content = rich_text_field(
        "scope_and_content",
        required=False,
        description="What the documents are, and what they tell.",
    )
    provenance = rich_text_field(
        "provenance", required=False, description="Who made and kept them, and how they came here."
    )
    arrangement = rich_text_field(
        "arrangement", required=False, description="How they are arranged."
    )
    access_conditions = rich_text_field(
        "access_conditions", required=False, description="Who may see what, and what is held back."
    )
    languages = graphene.List(
        graphene.NonNull(Locale),
        required=True,
        description="The languages of the documents: as archivists stated them, otherwise those "
        "of the public ones.",
    )


def _held() -> Any:
    """The number of public documents directly below each page of a subtree, and their dates and
    languages.
    """
    first, last = Parameter("first_path", TextField()), Parameter("last_path", TextField())
    entries = visible_pages(EntryPage.objects.filter(path__gte=first, path__lte=last))
    above = Substr("path", Value(1), Length("path") - Value(Page.steplen))
    return (
        entries.order_by()
        .annotate(above=above)
        .values("above", "locale")
        .annotate(count=Count("pk"), begins=Min("date_begins_on"), ends=Max("date_ends_on"))
    )


HELD = Rows(_held, columns={name: name for name in ("above", "locale", "count", "begins", "ends")})
LANGUAGES = Rows(
    lambda: ArchiveSectionPage.languages.through.objects.all(),
    key="archivesectionpage",
    columns={"locale": F("locale"), "pk": "pk"},
    order=("locale",),
)


def descriptions(pages: Sequence[Row], batch: Batch) -> Loading:
    """The description of each section, with one statement for any number of them."""
    paths = [page["path"] for page in pages]
    ends = [f"{path}{AFTER_SUBTREE}" for path in paths]
    bounds = {"first_path": min(paths), "last_path": max(ends)}
    stated, contents = yield [
        LANGUAGES.of(page["pk"] for page in pages),
        HELD.of([None], **bounds),
    ]
    return [
        _described(
            page,
            [row for row in contents[None] if row["above"].startswith(page["path"])],
            [row["locale"] for row in stated[page["pk"]]],
            batch.context,
        )
        for page in pages
    ]


def _described(page: Row, contents: list[Row], stated: list[int], context: Context) -> Row:
    counts: Counter[int] = Counter()
    for row in contents:
        counts[row["locale"]] += row["count"]
    years = (
        (min(row["begins"] for row in contents).year, max(row["ends"] for row in contents).year)
        if contents
        else None
    )
    dates = page["dates"] or (f"{years[0]:04}/{years[1]:04}" if years else "")
    language = context.language_of(page["locale"])
    return {
        "dates": date_in(page, dates, context) if dates else None,
        "extent": page["extent"] or extent_of(counts.total(), years, language),
        "languages": [context.snapshot.locales[key] for key in stated or sorted(counts)],
        **{name: page[name] for name in WORDS},
    }
