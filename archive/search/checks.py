"""System checks: `search_fields` that name something missing, or omit something."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

from django.core import checks
from django.db import models
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from archive.checks import Faults, documented, error
from archive.models import EntryPage

from .description import column_of, entry_models, medium_of, relation_of

TEXTS = (models.CharField, models.TextField, RichTextField, StreamField)


@checks.register
def check_search_fields(**_options: Any) -> list[checks.CheckMessage]:
    """Reports text that readers could not find."""
    return [fault for model in entry_models() for fault in search_faults(model)]


def search_faults(model: type[EntryPage]) -> Faults:
    """What the search cannot read of a type's `search_fields`, and what they omit."""
    fields = model.get_search_fields()
    yield from _unreadable(model, fields, f"{model.__name__}.search_fields", model)
    names = {name for field in fields for name in _named(field)}
    for column in _texts(model):
        # Fields that a copy starts without describe one publication, not the document.
        if column not in names and column not in model.exclude_fields_in_copy:
            yield _left_out(model, column, f'`index.SearchField("{column}")`')
    rows = {field.field_name: field for field in fields if isinstance(field, index.RelatedFields)}
    for relation in get_all_child_relations(model):
        is_own = relation.related_model in documented(model) and relation.model is model
        if is_own and relation.name not in names:
            yield _left_out(model, relation.name, f'`names("{relation.name}", …)`')
        elif is_own:
            inside = {name for field in rows[relation.name].fields for name in _named(field)}
            for column in set(_texts(relation.related_model)) - inside:
                yield _left_out(model, f"{relation.name}.{column}", f"“{column}” to its fields")


def _texts(model: type[Model]) -> list[str]:
    """The columns with text by editors; a column with validators of its own contains a code."""
    columns: list[Any] = model._meta.local_fields
    return [
        column.name
        for column in columns
        if type(column) in TEXTS
        and column.editable
        and not column.choices
        and not column._validators
    ]


def _unreadable(
    model: type[Model], fields: Iterable[Any], source: str, page: type[Model]
) -> Faults:
    for field in fields:
        if isinstance(field, index.SearchField):
            for name in filter(None, _named(field)):
                if column_of(model, name) is None:
                    yield error(
                        3,
                        f"{source} names “{name}”, which is no column of {model.__name__}.",
                        "The search reads columns: keep what a method says in one, as "
                        "summary_derived.",
                        page,
                    )
                elif name == getattr(field, "about", "") and medium_of(model, name) is None:
                    yield error(
                        11,
                        f"{source} says that words are about “{name}”, which holds no picture or "
                        "file.",
                        "Name the column of the picture or file: they are found while it is seen.",
                        page,
                    )
        elif isinstance(field, index.RelatedFields):
            relation = relation_of(model, field.field_name)
            if relation is None:
                yield error(
                    4,
                    f"{source} takes words from “{field.field_name}”: these are neither rows of "
                    "the page nor something that documents are put under.",
                    "Relate to them by a ParentalKey, a ParentalManyToManyField or tags; another "
                    "page's words would be found while that page is hidden.",
                    page,
                )
            else:
                yield from _unreadable(relation.related_model, field.fields, source, page)


def _named(field: Any) -> list[str]:
    """The columns that a search field reads, or its relation."""
    return [field.field_name, getattr(field, "about", ""), getattr(field, "unless", "")]


def _left_out(model: type[Model], name: str, line: str) -> checks.CheckMessage:
    return checks.Warning(
        f"{model.__name__}.search_fields leaves out “{name}”: its words are not found. "
        f"({inspect.getsourcefile(model)})",
        hint=f"Add {line}.",
        obj=model,
        id="archive.W012",
    )
