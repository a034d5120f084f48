"""Rows of the hand-written views: one statement for all parents, grouped by parent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from archive.models import EntryPage, EntryTag

from .handwritten_gate import visible_pages
from .handwritten_parts import Json, Reader


def visible(reader: Reader) -> QuerySet[EntryPage]:
    return visible_pages(EntryPage.objects.all(), reader.context)


def grouped(rows: Iterable[tuple[int, Json]]) -> dict[int, list[Json]]:
    lists: dict[int, list[Json]] = defaultdict(list)
    for key, value in rows:
        lists[key].append(value)
    return lists


def categories(keys: list[int]) -> dict[int, list[Json]]:
    rows = EntryPage.categories.through.objects.filter(entrypage__in=keys).order_by(
        "category__sort_order", "category__name", "category__pk"
    )
    found = rows.values_list("entrypage_id", "category__name", "category__slug")
    return grouped((key, {"name": name, "slug": slug}) for key, name, slug in found)


def tags(keys: list[int]) -> dict[int, list[Json]]:
    rows = EntryTag.objects.filter(content_object__in=keys).order_by("tag__name", "tag__pk")
    found = rows.values_list("content_object_id", "tag__name", "tag__slug")
    return grouped((key, {"name": name, "slug": slug}) for key, name, slug in found)


def places(keys: list[int]) -> dict[int, list[Json]]:
    names = ("name", "slug", "country", "latitude", "longitude")
    rows = EntryPage.places.through.objects.filter(entrypage__in=keys)
    rows = rows.order_by("place__name", "place__pk")
    found = rows.values_list("entrypage_id", *(f"place__{name}" for name in names))
    return grouped((key, filled(names, values)) for key, *values in found)


def people(model: Any, keys: list[int], names: tuple[str, ...]) -> dict[int, list[Json]]:
    rows = model.objects.filter(page__in=keys).order_by("sort_order", "pk")
    found = rows.values_list("page_id", *names)
    return grouped((key, filled(names, values)) for key, *values in found)


def filled(names: Iterable[str], values: Iterable[Any]) -> Json:
    """Names with values, empty text as null."""
    return {name: None if value == "" else value for name, value in zip(names, values, strict=True)}
