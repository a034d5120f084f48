"""Enums with a description for every value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene

_blanks: dict[type[graphene.Enum], Any] = {}


def enum_of(
    name: str,
    description: str,
    sentences: Mapping[str, str],
    stored_words: Mapping[str, str] | None = None,
    blank: str = "",
) -> type[graphene.Enum]:
    """An enum of these names; `stored_words` has the database's values where they differ.

    `blank` names the value for a draft in which nothing is chosen; the first, by default.
    """
    stored_words = stored_words or {}
    enum = graphene.Enum(
        name,
        [(value, stored_words.get(value, value)) for value in sentences],
        description=lambda member: sentences[member.name] if member else description,
    )
    first = blank or next(iter(sentences))
    _blanks[enum] = stored_words.get(first, first)
    return enum


def blank_of(enum: type[graphene.Enum]) -> Any:
    """The stored value that stands for no choice."""
    return _blanks.get(enum)
