"""Writes the rows of many documents at once, table by table."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from django.db import models as db
from wagtail.models import Page

from archive import models
from archive.dates import ArchiveDate

from .rows import FIELDS, body, child_rows

BATCH = 25  # SQLite limits the values of a statement


def fill(
    kind: type[models.EntryPage],
    pages: list[Page],
    taxonomy: tuple[Any, Any, Any],
    pictures: list[int],
    files: list[int],
) -> None:
    """The rows of all other tables."""
    category, tag, place = taxonomy
    keys = [page.pk for page in pages]
    entries = [
        kind(
            page_ptr_id=page.pk,
            body=json.dumps(body(number, keys, pictures, files)),
            **_columns(kind, page, number, pictures[number], keys, files),
        )
        for number, page in enumerate(pages)
    ]
    if kind is not models.EntryPage:
        for entry in entries:
            entry.entrypage_ptr_id = entry.page_ptr_id
    for table in (models.EntryPage, kind):
        _insert(table, entries)
    models.EntryTag.objects.bulk_create(
        models.EntryTag(content_object_id=key, tag=tag) for key in keys
    )
    for relation, other in (("categories", category), ("places", place)):
        through = getattr(models.EntryPage, relation).through
        column = f"{type(other)._meta.model_name}_id"
        through.objects.bulk_create(through(entrypage_id=key, **{column: other.pk}) for key in keys)
    for model, rows in child_rows(kind, keys):
        model._base_manager.bulk_create(rows)


def _columns(
    kind: Any, page: Page, number: int, picture: int, keys: list[int], files: list[int]
) -> dict[str, Any]:
    day = date(_year_of(kind), 1, 1) + timedelta(days=number)
    dated = ArchiveDate.parse(day.isoformat())
    columns = {
        "reference_code": f"LF-X-{page.pk}",
        "date": dated.edtf,
        "date_begins_on": dated.start,
        "date_ends_on": dated.end,
        "date_precision": dated.precision,
        "date_sort": dated.sort_key,
        "subtitle": f"Second headline {number}",
        "summary_derived": "The opening of the body.",
        "lead_image_id": picture,
        "lead_image_caption": "A caption",
        "lead_image_credit": "Photo: LFNKR",
        "source_url": "https://www.example.org/source",
        **FIELDS[kind],
    }
    if kind is models.LetterPage and number:
        columns["in_reply_to_id"] = keys[number - 1]
    if kind is models.ActivityReportPage:
        columns["document_id"] = files[number]
    return columns


def _year_of(kind: Any) -> int:
    return 1980 + 5 * list(FIELDS).index(kind)


def _insert(table: type[db.Model], rows: list[Any]) -> None:
    """Rows of one table of a multi-table model, which `bulk_create` refuses."""
    for start in range(0, len(rows), BATCH):
        table._base_manager.all()._insert(
            rows[start : start + BATCH], fields=table._meta.local_concrete_fields, using="default"
        )
