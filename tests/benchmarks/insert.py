"""Bulk inserts of pages, which Django's `bulk_create` refuses as they have several tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.models import Model
from wagtail.models import Page

BATCH = 500


def insert(pages: Sequence[Page]) -> None:
    """Insert unsaved pages that already have their keys and tree columns, a table at a time."""
    ordered = sorted(pages, key=lambda page: type(page).__name__)
    model: type[Page]
    for model, group in groupby(ordered, key=type):
        rows = list(group)
        for row in rows:
            _point_to_parents(row)
        for table in (*reversed(model._meta.all_parents), model):
            _insert_into(table, rows)


def _point_to_parents(page: Page) -> None:
    for field in page._meta.concrete_fields:
        if field.remote_field and field.remote_field.parent_link:
            setattr(page, field.attname, page.pk)


def _insert_into(table: type[Model], rows: list[Any]) -> None:
    fields = table._meta.local_concrete_fields
    queryset: Any = table._base_manager.all()
    queryset._batched_insert(rows, fields, BATCH)
