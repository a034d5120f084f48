"""Ordered child rows of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import Model
from wagtail.models import Page

from cms.graphql import registry
from cms.graphql.engine import Batch, Loader, Loading, loads
from cms.graphql.pages.types import needs_of
from cms.graphql.sql.sources import Rows


def child_rows(model: type[Model], *names: str) -> Rows:
    """The rows of a model whose foreign key is named `page`, in the editors' order."""
    registry.note_columns(model, names)
    return Rows(
        lambda: model._default_manager.all(),
        key="page",
        columns={name: name for name in (*names, "sort_order", "pk")},
        order=("sort_order", "pk"),
    )


def child_list(page: type[Page], relation: str, row_type: Any, description: str) -> graphene.List:
    """The field for the child rows of a page type, with the columns that their type reads."""
    columns = {column for name in row_type._meta.fields for column in needs_of(row_type, name)}
    model = page._meta.get_field(relation).related_model
    registry.bind(model, row_type)
    source = child_rows(model, *sorted(columns))
    return graphene.List(
        graphene.NonNull(row_type),
        required=True,
        description=description,
        resolver=rows_of(source),
    )


def rows_of(source: Rows) -> Loader:
    """A resolver that returns each page's rows of a source."""

    @loads("pk")
    def resolve(pages: Sequence[Mapping[str, Any]], _batch: Batch) -> Loading:
        return (yield from each_of(source, pages))

    return resolve


def each_of(source: Rows, pages: Sequence[Mapping[str, Any]]) -> Loading:
    """The rows of a source for each page."""
    rows = yield source.of(page["pk"] for page in pages)
    return [rows[page["pk"]] for page in pages]
