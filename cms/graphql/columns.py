"""Declares GraphQL fields from model columns, so that nobody writes a resolver for one.

    class Meta:
        model = StandardPage
        columns = ("transmission", "salutation", "closing")

A column's `help_text` becomes the field's description; a column that may be blank is nullable, and
an empty string in it is null.
"""

from __future__ import annotations

from typing import Any

import graphene
from django.db import models

from .engine import Stored

_SCALARS: tuple[tuple[type[models.Field], Any], ...] = (
    (models.BooleanField, graphene.Boolean),
    (models.DateTimeField, graphene.DateTime),
    (models.DateField, graphene.Date),
    (models.FloatField, graphene.Float),
    (models.IntegerField, graphene.Int),
    (models.CharField, graphene.String),
    (models.TextField, graphene.String),
)


def column(model: type[models.Model], name: str, **options: Any) -> graphene.Field:
    """The field for one model column; `required=` and `description=` overrule the model's word."""
    field: Any = model._meta.get_field(name)
    scalar = next(scalar for kind, scalar in _SCALARS if isinstance(field, kind))
    options.setdefault("required", not (field.blank or field.null))
    options.setdefault("description", str(field.help_text))
    return graphene.Field(scalar, resolver=Stored(name), **options)


def columns(model: type[models.Model] | None, *names: str) -> dict[str, graphene.Field]:
    """A field for each of these columns, under the column's name."""
    return {name: column(model, name) for name in names if model}
