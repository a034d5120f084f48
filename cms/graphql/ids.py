"""Relay's global IDs: which object, of which type, in one opaque string."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from graphql_relay import to_global_id

from .context import Context
from .registry import object_type_of, type_of

MAX_KEY = 2**31 - 1  # what PostgreSQL's integer keys hold; a larger one would be its error
FetchMany = Callable[[Context, Iterable[int]], Mapping[int, Any]]
_fetchers: dict[str, FetchMany] = {}


def fetched_by(type_name: str, fetch: FetchMany) -> None:
    """Let `node(id:)` find objects of this type, by primary key and through the gate."""
    _fetchers[type_name] = fetch


def global_id(value: Any) -> str:
    """The ID of a registered model instance."""
    return to_global_id(type_of(value) or "", value.pk)


def fetch(context: Context, type_name: str, keys: Iterable[int]) -> Mapping[int, Any]:
    """Visible objects of one type by primary key, each read once in a request."""
    keys = list(dict.fromkeys(keys))
    known = context.found.setdefault(type_name, {})
    missing = [key for key in keys if key not in known]
    if missing:
        known.update(dict.fromkeys(missing))
        known.update(_fetchers[type_name](context, missing))
    return {key: known[key] for key in keys if known[key] is not None}


def primary_key(identifier: str, *type_names: str) -> int | None:
    """The key in an ID of one of these types (any type where none is named), else None."""
    name, key = _decoded(identifier)
    return key if key is not None and (not type_names or name in type_names) else None


def fetch_node(context: Context, identifier: str) -> Any:
    """The visible object behind an ID; None for a malformed, unknown or hidden one alike."""
    name, key = _decoded(identifier)
    if key is None or name not in _fetchers:
        return None
    found = fetch(context, name, [key]).get(key)
    return found if found is not None and type_of(found) == name else None


def _decoded(identifier: str) -> tuple[str, int | None]:
    try:
        text = base64.b64decode(identifier, validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return "", None
    name, _, key = text.partition(":")
    number = int(key) if key.isdigit() and len(key) <= 10 else 0
    return name, number if 0 < number <= MAX_KEY and key == str(number) else None


class Node(graphene.Interface):
    """Anything with an ID of its own that `node(id:)` finds again."""

    id = graphene.ID(required=True, description="Opaque, stable, unique in the whole API.")

    @staticmethod
    def resolve_id(value: Any, _info: GraphQLResolveInfo) -> str:
        return global_id(value)

    @classmethod
    def resolve_type(cls, value: Any, _info: GraphQLResolveInfo) -> Any:
        return object_type_of(value)
