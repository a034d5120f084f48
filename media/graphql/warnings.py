"""Warnings shown to readers before a document or a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene

from cms.graphql.engine import Batch, RowType, loads

Row = Mapping[str, Any]
COLUMNS = ("content_warning", "mask_thumbnail")


class ContentWarning(RowType):
    """A warning to show in place of the content, until the reader chooses to see it."""

    text = graphene.String(required=True, description="One sentence about what they will see.")
    mask_thumbnail = graphene.Boolean(
        required=True,
        description="Whether lists, search results and shared links must show no picture of it.",
    )


def warning_of(*rows: Row) -> dict[str, Any] | None:
    """The first warning of these rows, masked if one of them is; None if there is none."""
    text = next((row["content_warning"] for row in rows if row.get("content_warning")), None)
    is_masked = any(row.get("mask_thumbnail") for row in rows)
    return {"text": text, "mask_thumbnail": is_masked} if text else None


def content_warning_field(description: str) -> graphene.Field:
    """The warning in the columns of a row itself."""

    @loads(*COLUMNS)
    def resolve(rows: Sequence[Row], _batch: Batch) -> list[dict[str, Any] | None]:
        return [warning_of(row) for row in rows]

    return graphene.Field(ContentWarning, description=description, resolver=resolve)
