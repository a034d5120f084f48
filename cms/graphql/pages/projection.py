"""Which columns of which tables a selection of pages needs, and rows made of them.

A page is a row in several tables, one for each model that it inherits from. A shape says which
columns are read, from the tables below a base model; it is small, hashable and can be merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, TextField
from django.db.models.functions import Cast, Coalesce
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.graphql.engine import LoadedRow, Selected
from cms.graphql.registry import bound

from .types import type_named

Shape = frozenset[tuple[str, str]]  # name in the row, path from the base model

ALWAYS: Shape = frozenset([("pk", "pk"), ("content_type", "content_type")])


def shape_of(selected: Selected, base: Any) -> Shape:
    """The columns that the fields selected on these pages read."""
    if base not in selected.memo:
        types = {answer._meta.name: (model, answer) for model, answer in bound(Page).items()}
        selected.memo[base] = ALWAYS.union(
            (name, path)
            for type_name, columns in selected.columns_by_type.items()
            if type_name in types
            for name in expanded(columns, types[type_name][1])
            if (path := column_path(base, types[type_name][0], name)) is not None
        )
    return selected.memo[base]


def expanded(columns: Iterable[str], page_type: Any) -> set[str]:
    """The columns themselves, where some names stand for the columns of a purpose."""
    return {column for name in columns for column in page_type.columns_for.get(name, (name,))}


@cache
def column_path(base: Any, model: Any, name: str) -> str | None:
    """The path from a base model to a column of a model below it; None if there is none."""
    if name == "pk":
        return "pk"
    try:
        owner = model._meta.get_field(name).model
    except FieldDoesNotExist:
        return None
    steps = [name]
    while not issubclass(base, owner):
        link = owner._meta.pk  # the link of an inheriting model to its parent table
        steps.insert(0, link.related_query_name())
        owner = link.remote_field.model
    return "__".join(steps)


@lru_cache(maxsize=512)
def expressions(shape: Shape, base: Any) -> tuple[list[str], list[Any]]:
    """Names and columns for `values_list`; a name of several models is read from all."""
    paths = defaultdict(list)
    for name, path in sorted(shape):
        paths[name].append(_as_stored(base, path))
    columns = [
        column_paths[0] if len(column_paths) == 1 else Coalesce(*column_paths)
        for column_paths in paths.values()
    ]
    return list(paths), columns


def _as_stored(base: type[Page], path: str) -> Any:
    """Read a body as its JSON text: Wagtail would build every block of it."""
    column: Any = base._meta
    for step in path.split("__"):
        if step == "pk":
            return F("pk")
        column = column.get_field(step)
        column = column.related_model._meta if column.one_to_one and column.auto_created else column
    return Cast(path, TextField()) if isinstance(column, StreamField) else F(path)


class PageRow(LoadedRow):
    """A page's row in development and tests."""

    def declared(self, needs: Sequence[str]) -> Sequence[str]:
        return [*expanded(needs, type_named(self["__typename"]))]


new_row: type[dict[str, Any]] = PageRow if settings.CHECK_DECLARATIONS else dict


def rows_of(names: Sequence[str], value_rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows for the engine: dictionaries with their type."""
    types = type_names()
    rows = [new_row(zip(names, values, strict=True)) for values in value_rows]
    for row in rows:
        row["__typename"] = types[row["content_type"]]
    return rows


def type_names() -> dict[int, str]:
    """By content type, the name of the page type."""
    page_types = bound(Page)
    types = ContentType.objects.get_for_models(*page_types, for_concrete_models=False)
    return {types[model].pk: answer._meta.name for model, answer in page_types.items()}
