"""Pages as a subject of the record, on all sites."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page

from cms.sql.rows import JsonRows
from cms.visibility.gate import visible_pages
from cms.visibility.public_types import announced, public_name
from cms.visibility.snapshot import Root, roots_of_all_sites

from .subjects import Facts, Subject, View

# Where it lies (the record says that itself), its drafts, its schedule, and who works on it.
NOT_CONTENT = frozenset(
    [
        *("path", "depth", "numchild", "url_path", "slug", "live", "expired", "go_live_at"),
        *("expire_at", "draft_title", "has_unpublished_changes", "latest_revision"),
        *("live_revision", "latest_revision_created_at", "locked", "locked_at", "locked_by"),
        *("owner", "page_ptr", "content_type", "alias_of"),
    ]
)


def pages() -> Subject:
    """All pages; a model says by `permanent_code` which of its columns holds a code for ever."""
    return Subject(Page, _public, ignored=NOT_CONTENT, found_by=("url_path", "translation_key"))


def _gated() -> QuerySet[Any]:
    return visible_pages(Page.objects.all())


@cache
def _sources() -> tuple[JsonRows, JsonRows]:
    columns = {"pk": "pk", "path": "path", "url_path": "url_path"} | {
        "type": "content_type",
        "locale": "locale__language_code",
        "code": _code(),
        "translation_key": "translation_key",
    }
    return JsonRows(_gated, columns), JsonRows(_gated, columns, key="pk")


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
    every, some = _sources()
    rows = view.rows(every) if keys is None else view.rows(some, keys=list(keys))
    types = ContentType.objects.get_for_models(*announced(), for_concrete_models=False)
    models = {known.pk: model for model, known in types.items()}
    roots = roots_of_all_sites() if rows else []
    return {row["pk"]: _facts(row, models[row["type"]], roots) for row in rows}


def _facts(row: Mapping[str, Any], model: type[Page], roots: list[Root]) -> Facts:
    root = next(each for each in roots if row["path"].startswith(each.path))
    path = root.prefix + row["url_path"].removeprefix(root.url_path)
    found_by = [(name, row[name]) for name in ("url_path", "translation_key")]
    if row["code"]:
        found_by.append(("code", row["code"]))
    facts = (public_name(model), model, row["path"], root.site, path, row["locale"], row["code"])
    return Facts(*facts, tuple(found_by))
