"""Relay's global IDs: type and primary key in one opaque string."""

from __future__ import annotations

import base64
import binascii
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import graphene
from graphql_relay import to_global_id

from .cache_tags import CacheTags
from .engine import Batch, Loading, Selected, gather, loads
from .registry import model_of

# the maximum of PostgreSQL's integer keys, which raises an error for larger ones
MAX_KEY = 2**31 - 1
# Loads visible rows by primary key, each with its `__typename` and what is selected.
Fetch = Callable[[Sequence[int], Selected], Loading]
_fetchers: dict[str, Fetch] = {}
_fetchers_by_id: dict[str, Fetch] = {}


def fetched_by(type_name: str, fetch: Fetch, by_id: Fetch | None = None) -> None:
    """Let `node(id:)` find objects of this type, by primary key and through the gate.

    `by_id` is given if the gate is stricter for objects that are fetched by ID alone.
    """
    _fetchers[type_name] = fetch
    _fetchers_by_id[type_name] = by_id or fetch


def fetched_within(type_name: str, fetch: Fetch) -> None:
    """Let `fetch` find rows that are part of others, and have no ID of their own."""
    _fetchers[type_name] = fetch


@loads("pk")
def resolve_id(rows: Sequence[Mapping[str, Any]], batch: Batch) -> list[str]:
    """The resolver of `id` on types whose rows may be of several types."""
    return [to_global_id(row["__typename"], abs(row["pk"])) for row in rows]


def fetch(type_name: str, keys: Iterable[int], selected: Selected) -> Loading:
    """The visible rows of one type by primary key, without hidden and missing ones."""
    distinct_keys = list(dict.fromkeys(keys))
    return (yield from _fetchers[type_name](distinct_keys, selected)) if distinct_keys else {}


def nodes(identifiers: Sequence[str], selected: Selected, cache_tags: CacheTags) -> Loading:
    """The visible rows behind these IDs; None alike for a malformed, unknown or hidden one."""
    type_and_key = [decoded(identifier) for identifier in identifiers]
    keys: dict[str, list[int]] = defaultdict(list)
    for name, key in type_and_key:
        if key is not None and name in _fetchers_by_id:
            keys[name].append(key)
    for name, type_keys in keys.items():
        cache_tags.add_objects(model_of(name), type_keys)
    batches = yield from gather(
        [_fetchers_by_id[name](type_keys, selected) for name, type_keys in keys.items()]
    )
    rows = dict(zip(keys, batches, strict=True))
    return [_row(rows.get(name, {}), name, key) for name, key in type_and_key]


def _row(rows: Mapping[int, Any], name: str, key: int | None) -> Any:
    row = rows.get(key) if key is not None else None
    return row if row is not None and row["__typename"] == name else None


def decoded(identifier: str) -> tuple[str, int | None]:
    """The type and primary key in an ID; the key is None if the ID is not one of ours."""
    try:
        text = base64.b64decode(identifier, validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return "", None
    name, _, key = text.partition(":")
    number = int(key) if key.isdigit() and len(key) <= 10 else 0
    return name, number if 0 < number <= MAX_KEY and key == str(number) else None


class Node(graphene.Interface):
    """Anything with an ID of its own that `node(id:)` finds again."""

    id = graphene.ID(
        required=True, description="An opaque, stable ID, unique across the whole API."
    )

    resolve_id = resolve_id
