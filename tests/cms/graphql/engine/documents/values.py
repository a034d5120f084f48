"""Values for arguments, and their literals."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from graphql import (
    GraphQLInputType,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
)

# By the name of an argument or input field, or of a type.
Pool = Mapping[str, Sequence[Any]]

DEFAULTS: Pool = {
    "Boolean": [True, False],
    "Float": [0.0, -1.5, 3],
    "ID": ["", "1", "no such thing"],
    "Int": [0, 1, 2, -1],
    "String": ["", "a", "ハングル", 'quoted "words"'],
}
NULLS = 0.1
OPTIONAL_FIELDS = 0.35


class Values:
    """Random values that fit a type, as JSON has them."""

    def __init__(self, random: Random, pool: Pool) -> None:
        self._random, self._pool = random, {**DEFAULTS, **pool}

    def of(self, name: str, kind: GraphQLInputType) -> Any:
        """A value for the argument or field of this name; sometimes null if allowed."""
        if is_non_null_type(kind):
            return self._present(name, kind.of_type)
        return None if self._random.random() < NULLS else self._present(name, kind)

    def _present(self, name: str, kind: Any) -> Any:
        if is_list_type(kind):
            count = self._random.choice((0, 1, 1, 2, 3))
            return [self.of(name, kind.of_type) for _ in range(count)]
        if is_input_object_type(kind):
            return self._object(kind)
        if name in self._pool:
            return self._random.choice(self._pool[name])
        return self._random.choice(list(kind.values) if is_enum_type(kind) else self._of(kind))

    def _of(self, kind: Any) -> Sequence[Any]:
        return self._pool[kind.name]

    def _object(self, kind: Any) -> dict[str, Any]:
        return {
            name: self.of(name, field.type)
            for name, field in kind.fields.items()
            if is_required_input_field(field) or self._random.random() < OPTIONAL_FIELDS
        }


def bare(kind: Any) -> Any:
    """The type without its non-null wrapper."""
    return kind.of_type if is_non_null_type(kind) else kind


def literal(value: Any, kind: Any) -> str:
    """The value as a literal."""
    kind = bare(kind)
    if value is None:
        return "null"
    if is_list_type(kind):
        return f"[{', '.join(literal(item, kind.of_type) for item in value)}]"
    if is_input_object_type(kind):
        fields = (
            f"{name}: {literal(part, kind.fields[name].type)}" for name, part in value.items()
        )
        return f"{{{', '.join(fields)}}}"
    return value if is_enum_type(kind) else json.dumps(value, ensure_ascii=False)
