"""Which parts of a package are related to which, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import dirname, join, normpath

from .markup import parsed

Parts = Mapping[str, bytes]


def part_of_kind(parts: Parts, source: str, kind: str) -> str | None:
    """The name of the first part that is related to a source as this kind, if there is one."""
    for relation, target in _relations(parts, source).values():
        if relation == kind and target in parts:
            return target
    return None


def targets_of(parts: Parts, source: str) -> dict[str, str]:
    """Names of the related parts within the package, by the identifiers that the source uses."""
    return {
        identifier: target
        for identifier, (_, target) in _relations(parts, source).items()
        if target in parts
    }


def _relations(parts: Parts, source: str) -> dict[str, tuple[str, str]]:
    """The last word of what each relation is, and its target's name; none that lead outside."""
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
