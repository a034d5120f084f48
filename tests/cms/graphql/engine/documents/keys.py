"""Response keys: which fields may share one without a conflict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from graphql import get_named_type, is_composite_type, is_object_type


@dataclass(frozen=True)
class Use:
    """A field as it was selected under some response key."""

    parent: Any
    field: str
    arguments: str


class Keys:
    """The response keys of one document.

    A key means fields that can be merged wherever in the document they meet, which is stricter than
    the rule of the specification (section 5.3.2) and never breaks it.
    """

    def __init__(self) -> None:
        self._uses: dict[str, list[Use]] = defaultdict(list)
        self._shapes: dict[str, str] = {}

    def key(self, wished: list[str], use: Use, kind: Any) -> str | None:
        """The first of these keys under which the field can be selected."""
        shape = _shape(kind)
        for key in wished:
            if self._shapes.get(key, shape) == shape and self._merges(key, use):
                self._shapes[key] = shape
                self._uses[key].append(use)
                return key
        return None

    def _merges(self, key: str, use: Use) -> bool:
        return all(_alike(use, other) or _apart(use, other) for other in self._uses[key])


def _alike(one: Use, other: Use) -> bool:
    return (one.field, one.arguments) == (other.field, other.arguments)


def _apart(one: Use, other: Use) -> bool:
    """Whether no object can have both types, so that the two fields never collide."""
    both = is_object_type(one.parent) and is_object_type(other.parent)
    return both and one.parent is not other.parent


def _shape(kind: Any) -> str:
    named = get_named_type(kind)
    inner = "{}" if is_composite_type(named) else named.name
    return str(kind).replace(named.name, inner)
