"""Fills in what a draft leaves empty but the schema requires, so that the rest can be shown.

An editor may save a draft before everything is chosen and written. In a preview, an empty choice
becomes the value that `enum_of` was given, a missing text becomes "", and so on through the blocks
of a body.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import graphene
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.graphql.blocks.values import types_of
from cms.graphql.engine import Stored
from cms.graphql.enums import blank_of
from cms.graphql.registry import bound

_BLANKS: dict[Any, Any] = {
    graphene.String: "",
    graphene.ID: "",
    graphene.Boolean: False,
    graphene.Int: 0,
    graphene.Float: 0.0,
}


def fill(draft: Any) -> None:
    """Fill the gaps of a page and its blocks, before the statements for readers read it."""
    page_type = bound(Page).get(type(draft))
    for name, field_type in _columns(page_type) if page_type else ():
        if name in _plain_fields(type(draft)):
            setattr(draft, name, _filled(getattr(draft, name), field_type))
    for field in draft._meta.get_fields():
        if isinstance(field, StreamField):
            stream, types = getattr(draft, field.name), types_of(field.stream_block)
            blocks = [_block(raw, types.get(raw["type"])) for raw in stream.raw_data]
            setattr(draft, field.name, StreamValue(field.stream_block, blocks, is_lazy=True))


def _plain_fields(model: type[Page]) -> set[str]:
    return {
        field.name
        for field in model._meta.concrete_fields
        if not field.is_relation and not isinstance(field, StreamField)
    }


def _block(raw: Any, block_type: Any) -> dict[str, Any]:
    value = raw["value"] if isinstance(raw["value"], dict) else {}
    return {**raw, "value": _object(value, block_type) if block_type else value}


def _object(row: dict[str, Any], kind: Any) -> dict[str, Any]:
    """The row of an object of this type without gaps; Wagtail reads none for what is null."""
    values = row | {name: _filled(row.get(name), field_type) for name, field_type in _columns(kind)}
    return {name: value for name, value in values.items() if value is not None}


def _columns(kind: Any) -> Iterator[tuple[str, Any]]:
    """The columns that the fields of a type are read from, with the types that they declare."""
    for name, field in kind._meta.fields.items():
        yield field.resolver.column if isinstance(field.resolver, Stored) else name, field.type


def _filled(value: Any, field_type: Any) -> Any:
    required = isinstance(field_type, graphene.NonNull)
    kind = field_type.of_type if required else field_type
    if isinstance(kind, graphene.List):
        return [_item(item, kind.of_type) for item in value] if isinstance(value, list) else value
    if _is(kind, graphene.Enum):
        return value or (blank_of(kind) if required else None)
    if _is(kind, graphene.ObjectType) and isinstance(value, dict):
        return _object(value, kind)
    return _BLANKS.get(kind) if value is None and required else value


def _item(item: Any, item_type: Any) -> Any:
    """An item of a list, whether it is stored with an ID or without."""
    if isinstance(item, dict) and item.get("type") == "item":
        return {**item, "value": _filled(item["value"], item_type)}
    return _filled(item, item_type)


def _is(kind: Any, base: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, base)
