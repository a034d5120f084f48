"""Which categories, tags and places readers see: those that something public uses.

A term that only hidden documents use is hidden: its name could tell what they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from archive.models import Category, EntryPage, EntryTag, Place, Tag
from cms.visibility.gate import visible_pages


def all_categories() -> QuerySet[Any]:
    """All categories, with `holds_entries`: whether something public is directly in one."""
    links = EntryPage.categories.through.objects.filter(category=OuterRef("pk"))
    return Category.objects.annotate(holds_entries=Exists(visible_pages(links, "entrypage__")))


def visible_tags() -> QuerySet[Any]:
    carried = visible_pages(EntryTag.objects.all(), "content_object__")
    return Tag.objects.filter(pk__in=carried.values("tag"))


def visible_places() -> QuerySet[Any]:
    spoken_of = visible_pages(EntryPage.places.through.objects.all(), "entrypage__")
    return Place.objects.filter(pk__in=spoken_of.values("place"))


def visible_categories(rows: Iterable[Mapping[str, Any]]) -> set[int]:
    """The keys of those `Category` rows with something public, or that are shown without documents.

    Ancestors of the former are included.
    """
    every = {row["pk"]: row for row in rows}
    visible_keys = {key for key, row in every.items() if row["holds_entries"]}
    above = visible_keys
    while above := {every[key]["parent"] for key in above} - visible_keys - {None}:
        visible_keys |= above
    return visible_keys | {key for key, row in every.items() if row["stands_alone"]}
