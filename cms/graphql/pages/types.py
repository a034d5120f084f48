"""The page types by name: in GraphQL's enum, and the models behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import graphene
from wagtail.models import Page

from cms.graphql import registry
from cms.graphql.enums import enum_of


@cache
def page_type_enum() -> type[graphene.Enum]:
    """The enum of all page types, known once every app has declared its own."""
    types = [page_type._meta for page_type in registry.bound(Page).values()]
    return enum_of(
        "PageType", "The types of pages.", {shouted(meta.name): meta.description for meta in types}
    )


def models_named(names: Iterable[str]) -> list[type[Page]]:
    """The models behind values of the PageType enum."""
    wanted = set(names)
    known = registry.bound(Page).items()
    return [model for model, page_type in known if shouted(page_type._meta.name) in wanted]


def type_named(name: str) -> Any:
    """The page type of this GraphQL name."""
    return next(answer for answer in registry.bound(Page).values() if answer._meta.name == name)


def shouted(name: str) -> str:
    """The name as a value of an enum: "ActivityReport" is ACTIVITY_REPORT."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()
