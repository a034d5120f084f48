"""Pages as a subject of the record, on all sites."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page

from cms.visibility.gate import visible_pages
from cms.visibility.public_types import announced, public_name
from cms.visibility.snapshot import Root, roots_of_all_sites

from . import Facts, GatedRows, Subject, View

# Its place (which the record has separately), drafts, schedule, and who works on it.
NOT_CONTENT = frozenset(
    [
        *("path", "depth", "numchild", "url_path", "slug", "live", "expired", "go_live_at"),
        *("expire_at", "draft_title", "has_unpublished_changes", "latest_revision"),
        *("live_revision", "latest_revision_created_at", "locked", "locked_at", "locked_by"),
        *("owner", "page_ptr", "content_type", "alias_of"),
    ]
)
FOUND_BY = ("url_path", "translation_key")


def pages() -> Subject:
    """All pages. A model names, as `permanent_code`, its column with a permanent code."""
    return Subject(Page, _public, ignored=NOT_CONTENT, found_by=FOUND_BY)


def _gated() -> QuerySet[Any]:
    return visible_pages(Page.objects.all())


@cache
def _rows() -> GatedRows:
    columns = {name: name for name in ("path", *FOUND_BY)}
    locale = "locale__language_code"
    return GatedRows(_gated, {**columns, "type": "content_type", "locale": locale, "code": _code()})


def _code() -> Any:
    fields = {
        model._meta.get_field(model.permanent_code)
        for model in announced()
        if getattr(model, "permanent_code", "")
    }
    columns = sorted(f"{field.model._meta.model_name}__{field.name}" for field in fields)
    empty = Value("")
    return Coalesce(*map(F, columns), empty, output_field=CharField()) if columns else empty


def _public(view: View, keys: Collection[int] | None) -> dict[int, Facts]:
    rows = _rows().of(view, keys)
    types = ContentType.objects.get_for_models(*announced(), for_concrete_models=False)
    models = {content_type.pk: model for model, content_type in types.items()}
    roots = roots_of_all_sites() if rows else []
    return {row["pk"]: _facts(row, models[row["type"]], roots) for row in rows}


def path_below(root: Root, url_path: str) -> str:
    """The path, on its site, of a page below a front page."""
    return root.prefix + url_path.removeprefix(root.url_path)


def _facts(row: Mapping[str, Any], model: type[Page], roots: list[Root]) -> Facts:
    root = next(root for root in roots if row["path"].startswith(root.path))
    path = path_below(root, row["url_path"])
    facts = (public_name(model), model, row["path"], root.site, path, row["locale"], row["code"])
    return Facts(*facts, tuple((name, row[name]) for name in FOUND_BY))
