"""What a draft leaves empty and the schema promises: filled in, so that the rest can be shown.

An editor may save a draft before everything is chosen and written. In a preview an empty choice
is then the one that `enum_of` was told, an empty word "", and so on through the blocks of a body.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene

from cms.graphql.engine import Stored
from cms.graphql.enums import blank_of

_BLANKS: dict[Any, Any] = {
    graphene.String: "",
    graphene.ID: "",
    graphene.Boolean: False,
    graphene.Int: 0,
    graphene.Float: 0.0,
}


def filled(row: dict[str, Any], kind: Any, names: Iterable[str] | None = None) -> dict[str, Any]:
    """The row of an object of this type without gaps; of these columns only, if they are given."""
    made = dict(row)
    for name, field in kind._meta.fields.items():
        column = field.resolver.column if isinstance(field.resolver, Stored) else name
        if names is None or column in names:
            made[column] = _filled(row.get(column), field.type)
    return made


def _filled(value: Any, declared: Any) -> Any:
    required = isinstance(declared, graphene.NonNull)
    kind = declared.of_type if required else declared
    if isinstance(kind, graphene.List):
        return [_item(each, kind.of_type) for each in value] if isinstance(value, list) else value
    if _is(kind, graphene.Enum):
        return value or (blank_of(kind) if required else None)
    if _is(kind, graphene.ObjectType) and isinstance(value, dict):
        return filled(value, kind)
    return _BLANKS.get(kind) if value is None and required else value


def _item(item: Any, declared: Any) -> Any:
    """An item of a list, whether it is stored with an ID or without."""
    if isinstance(item, dict) and item.get("type") == "item":
        return {**item, "value": _filled(item["value"], declared)}
    return _filled(item, declared)


def _is(kind: Any, base: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, base)
