"""The page types by name: in GraphQL's enum, and the models behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import graphene
from graphene.utils.str_converters import to_camel_case
from wagtail.models import Page

from cms.graphql import registry
from cms.graphql.enums import enum_of


@cache
def page_type_enum(
    base: type[Page] = Page, name: str = "PageType", description: str = "The types of pages."
) -> type[graphene.Enum]:
    """The enum of all page types below a model, known once every app has declared its own."""
    types = [page_type._meta for page_type in registry.bound(base).values()]
    return enum_of(name, description, {enum_name(meta.name): meta.description for meta in types})


def models_named(names: Iterable[str]) -> list[type[Page]]:
    """The models behind values of the PageType enum."""
    type_names = set(names)
    page_types = registry.bound(Page).items()
    return [
        model for model, page_type in page_types if enum_name(page_type._meta.name) in type_names
    ]


def type_named(name: str) -> Any:
    """The page type of this GraphQL name."""
    return next(answer for answer in registry.bound(Page).values() if answer._meta.name == name)


@cache
def field_showing(page_type: Any, column: str) -> str:
    """The API's name for the field that shows a column or a relation of a page type.

    That is the field of the same name, otherwise the one that reads the fewest columns.
    """
    fields = page_type._meta.fields
    made_of = {name: needs for name in fields if column in (needs := needs_of(page_type, name))}
    if column not in fields:
        column = min(made_of, key=lambda name: len(made_of[name]), default=column)
    return to_camel_case(column)


def needs_of(kind: Any, name: str) -> Sequence[str]:
    """The columns of its parent's row that a field reads."""
    return getattr(resolver_of(kind, name), "needs", (name,))


def resolver_of(kind: Any, name: str) -> Any:
    """A field's resolver, possibly an interface's; None if it reads the column of its name."""
    resolvers = [
        getattr(class_, f"resolve_{name}", None) for class_ in (kind, *kind._meta.interfaces)
    ]
    return kind._meta.fields[name].resolver or next(filter(None, resolvers), None)


def enum_name(name: str) -> str:
    """The name as an enum value: ACTIVITY_REPORT for "ActivityReport"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()
