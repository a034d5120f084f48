"""A page's content as it is on a new page: what a post no longer says is to go from its page."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from modelcluster.models import get_all_child_relations
from wagtail.models import Orderable, Page

_OF_EVERY_PAGE = ("search_description",)  # of Wagtail's own fields the one that a post may fill
_APART = ("body",)  # each writing gives it anew


def blank_fields(model: str) -> dict[str, Any]:
    """Every field that a post may fill, and an editor may change."""
    fields = apps.get_model(model)._meta.concrete_fields
    return {
        field.attname: field.get_default()
        for field in fields
        if field.name in _OF_EVERY_PAGE
        or (field.model is not Page and field.editable and not field.primary_key)
        if field.name not in _APART
    }


def blank_rows(model: str) -> dict[str, list[dict[str, Any]]]:
    """Every kind of row, people, figures, screenings; comments of editors are none."""
    relations = get_all_child_relations(apps.get_model(model))
    rows = [each for each in relations if issubclass(each.related_model, Orderable)]
    return {each.get_accessor_name(): [] for each in rows}
