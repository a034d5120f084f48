"""Categories, tags, places and titles of videos as subjects of the public record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from wagtail.embeds.models import Embed

from archive.models import Category, Place, Tag
from archive.terms.public import all_categories, visible_categories, visible_places, visible_tags
from cms.record.subjects import Facts, Public, Subject, View, register, rows_in_public
from cms.sql.rows import JsonRows
from cms.visibility.paths import path_in

_CATEGORIES = JsonRows(
    all_categories,
    columns={name: name for name in ("pk", "parent", "slug", "stands_alone", "holds_entries")}
    | {"locale": "locale__language_code"},
)


def register_subjects() -> None:
    # Whether readers see one depends on the narrower ones, so all are compared together.
    register(Subject(Category, _categories, by_use=True, compared_whole=True))
    for model, visible, name in ((Tag, visible_tags, "tag"), (Place, visible_places, "place")):
        # A place's sealed data is not public.
        sealed = frozenset({"sealed_position"})
        source = _terms(visible, name)
        register(Subject(model, source, by_use=True, found_by=("slug",), ignored=sealed))
    # Titles of videos change when the admin looks them up again, without a change of pages.
    unseen = frozenset(field.name for field in Embed._meta.fields) - {"title"}
    videos = rows_in_public(Embed.objects.all, "Embed")
    register(Subject(Embed, videos, is_node=False, ignored=unseen))


def _categories(view: View, _keys: Collection[int] | None) -> dict[int, Facts]:
    rows = view.rows(_CATEGORIES)
    visible_keys = visible_categories(rows)
    return {
        row["pk"]: Facts(
            "Category",
            Category,
            path=path_in(row["locale"], "category", row["slug"]),
            locale=row["locale"],
        )
        for row in rows
        if row["pk"] in visible_keys
    }


def _terms(visible: Callable[[], QuerySet[Any]], name: str) -> Public:
    def facts(row: Mapping[str, Any]) -> dict[str, Any]:
        path = path_in(settings.LANGUAGE_CODE, name, row["slug"])
        return {"path": path, "found_by": (("slug", row["slug"]),)}

    return rows_in_public(visible, name.title(), {"slug": "slug"}, facts)
