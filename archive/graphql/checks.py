"""System check: text about a picture is only shown together with the picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core import checks
from django.db.models import Model

from archive.checks import Faults, error
from archive.search.description import Column, description_of, entry_models
from cms.graphql.field_checks import declare_types, needs_by_field
from cms.graphql.registry import bound


@checks.register
def check_words_about_media(**_options: Any) -> list[checks.CheckMessage]:
    """Finds fields that would show text about a picture that readers cannot see."""
    declare_types()
    types: dict[Any, Any] = bound(Model)
    descriptions = {model: description_of(model) for model in entry_models()}
    columns_by_model: dict[Any, Iterable[Column]] = {
        model: description.columns for model, description in descriptions.items()
    }
    columns_by_model |= {
        r.rows: r.columns for description in descriptions.values() for r in description.related
    }
    return [
        fault
        for model, columns in columns_by_model.items()
        if model in types
        for fault in medium_faults(types[model], columns)
    ]


def medium_faults(kind: Any, columns: Iterable[Column]) -> Faults:
    for name, needs in needs_by_field(kind).items():
        for column in columns:
            if column.about and column.path in needs and column.about not in needs:
                yield error(
                    15,
                    f"{kind._meta.name}.{name} shows “{column.path}” even while readers do not see "
                    f"“{column.about}”, which it is about.",
                    "Show both by one captioned_image_field(…), or by a loader that reads both.",
                    kind,
                )
