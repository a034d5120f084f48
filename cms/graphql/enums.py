"""Enums whose every value has its sentence."""

from __future__ import annotations

from collections.abc import Mapping

import graphene


def enum_of(
    name: str,
    description: str,
    sentences: Mapping[str, str],
    stored: Mapping[str, str] | None = None,
) -> type[graphene.Enum]:
    """An enum of these names; `stored` has the database's word where it is another."""
    stored = stored or {}
    return graphene.Enum(
        name,
        [(value, stored.get(value, value)) for value in sentences],
        description=lambda member: sentences[member.name] if member else description,
    )
