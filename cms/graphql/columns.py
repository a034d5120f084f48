"""Declares GraphQL fields from model columns, so that nobody writes a resolver for one.

    class Meta:
        model = StandardPage
        columns = ("transmission", "salutation", "closing")

A column's `help_text` becomes the field's description; a column that may be blank is nullable, and
an empty string in it is null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db import models

from cms.uri import web_address

from .engine import Batch, Loader, Stored, loads

_SCALARS: tuple[tuple[type[models.Field], Any], ...] = (
    (models.BooleanField, graphene.Boolean),
    (models.DateTimeField, graphene.DateTime),
    (models.DateField, graphene.Date),
    (models.FloatField, graphene.Float),
    (models.IntegerField, graphene.Int),
    (models.CharField, graphene.String),
    (models.TextField, graphene.String),
)


def column_field(model: type[models.Model], name: str, **options: Any) -> graphene.Field:
    """The field for one model column; `required=` and `description=` override the model."""
    field: Any = model._meta.get_field(name)
    scalar = next(scalar for kind, scalar in _SCALARS if isinstance(field, kind))
    options.setdefault("required", not (field.blank or field.null))
    options.setdefault("description", str(field.help_text))
    resolver = address_in(name) if isinstance(field, models.URLField) else Stored(name)
    return graphene.Field(scalar, resolver=resolver, **options)


def address_in(name: str) -> Loader:
    """The resolver of a typed address: a URI, or null if readers must not follow it."""

    @loads(name)
    def resolve(rows: Sequence[Mapping[str, Any]], _batch: Batch) -> list[str | None]:
        return [web_address(row[name] or "") for row in rows]

    return resolve


def column_fields(model: type[models.Model] | None, *names: str) -> dict[str, graphene.Field]:
    """A field for each of these columns, under the column's name."""
    return {name: column_field(model, name) for name in names if model}
