"""The schema that the endpoint serves; a schema that can write is refused."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from graphql import GraphQLSchema


def served_schema() -> GraphQLSchema:
    """The schema that GRAPHENE["SCHEMA"] names; raises ImproperlyConfigured."""
    return _served(settings.GRAPHENE["SCHEMA"])


@lru_cache(maxsize=4)
def _served(name: str) -> GraphQLSchema:
    schema: GraphQLSchema = _named(name)
    for fault in _faults(name, schema):
        raise ImproperlyConfigured(f"{fault.msg} {fault.hint}")
    return schema


@checks.register
def check_schema(**_options: Any) -> list[checks.CheckMessage]:
    """Finds faults of the schema before a server starts with it."""
    name = settings.GRAPHENE["SCHEMA"]
    return list(_faults(name, _named(name)))


def _named(name: str) -> GraphQLSchema:
    """The schema of this name; errors while it is imported are raised unchanged."""
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(module), attribute).graphql_schema


def _faults(name: str, schema: GraphQLSchema) -> Iterator[checks.CheckMessage]:
    module, _, attribute = name.rpartition(".")
    roots = {
        "query": schema.query_type,
        "mutation": schema.mutation_type,
        "subscription": schema.subscription_type,
    }
    if roots.pop("query") is None:
        yield checks.Error(
            f"{name} has no query.",
            hint=f"In {import_module(module).__file__}, give `{attribute}` a query.",
            id="cms_graphql.E001",
        )
    for operation, root in roots.items():
        if root is not None:
            yield checks.Error(
                f"{name} has a {operation}, {root.name}: the endpoint only reads, so it would "
                "answer with success and roll back what was written.",
                hint=f"In {import_module(module).__file__}, give `{attribute}` no {operation}; "
                "what writes is Wagtail's REST API.",
                id="cms_graphql.E002",
            )
