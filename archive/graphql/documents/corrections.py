"""Notes on changes to a document, in GraphQL and for search engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene

from archive.corrections import Change
from archive.models import EntryCorrection
from cms import richtext
from cms.graphql import registry
from cms.graphql.blocks.richtext import rich_text_field
from cms.graphql.engine import RowType
from cms.graphql.enums import enum_of
from cms.graphql.sql.sources import Rows

Row = Mapping[str, Any]

CorrectionKind = enum_of(
    "CorrectionKind",
    "Why readers are told of a change.",
    {"CORRECTION": "Something was wrong before.", "UPDATE": "Something has happened since."},
)


class Correction(RowType):
    """A dated note by the editors about a change made after publication."""

    kind = graphene.Field(CorrectionKind, required=True, description="Why readers are told.")
    date = graphene.Date(required=True, description="When readers were told.")
    text = rich_text_field("text", description="What was wrong, or what has happened.")


_COLUMNS = ("kind", "date", "text")
CORRECTIONS = Rows(
    lambda: EntryCorrection.objects.all(),
    key="page",
    columns={name: name for name in (*_COLUMNS, "pk")},
    order=(lambda row: -row["date"].toordinal(), lambda row: -row["pk"]),
)
registry.bind(EntryCorrection, Correction)
registry.note_columns(EntryCorrection, _COLUMNS)


def comments(corrections: Sequence[Row]) -> list[dict[str, Any]]:
    """The corrections in schema.org's terms, which has none for later events."""
    return [
        {
            "@type": "CorrectionComment",
            "text": richtext.text(row["text"]),
            "datePublished": row["date"].isoformat(),
        }
        for row in corrections
        if row["kind"] == Change.CORRECTION
    ]
