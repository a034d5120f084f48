"""The content of an empty page, so that what a post no longer contains is removed from its page."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from modelcluster.models import get_all_child_relations
from wagtail.models import Orderable, Page

# the only one of Wagtail's own fields that a post may fill
_OF_EVERY_PAGE = ("search_description",)
_APART = ("body",)  # written separately each time


def default_fields(model: str) -> dict[str, Any]:
    """The default of every field that a post may fill and an editor may change."""
    fields = apps.get_model(model)._meta.concrete_fields
    return {
        field.attname: field.get_default()
        for field in fields
        if field.name in _OF_EVERY_PAGE
        or (field.model is not Page and field.editable and not field.primary_key)
        if field.name not in _APART
    }


def no_rows(model: str) -> dict[str, list[dict[str, Any]]]:
    """Every kind of child row (people, figures, screenings), except editors' comments."""
    relations = get_all_child_relations(apps.get_model(model))
    rows = [relation for relation in relations if issubclass(relation.related_model, Orderable)]
    return {relation.get_accessor_name(): [] for relation in rows}
