"""Which parts of a package are related, and how."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import dirname, join, normpath

from .markup import parsed

Parts = Mapping[str, bytes]


def part_of_kind(parts: Parts, source: str, kind: str) -> str | None:
    """The name of the first part that is related to a source as this kind;

    None if there is none.
    """
    for relation, target in _relations(parts, source).values():
        if relation == kind and target in parts:
            return target
    return None


def targets_of(parts: Parts, source: str) -> dict[str, str]:
    """Names of the related parts in the package, by relation ID."""
    return {
        identifier: target
        for identifier, (_, target) in _relations(parts, source).items()
        if target in parts
    }


def _relations(parts: Parts, source: str) -> dict[str, tuple[str, str]]:
    """Kind (its last word) and target of each relation, without external ones."""
    folder, _, name = source.rpartition("/")
    content = parts.get(join(folder, "_rels", f"{name}.rels"))
    return {
        entry.get("Id", ""): (
            entry.get("Type", "").rpartition("/")[2],
            normpath(join(dirname(source), entry.get("Target", ""))).lstrip("/"),
        )
        for entry in (() if content is None else parsed(content))
        if entry.get("TargetMode") != "External"
    }
