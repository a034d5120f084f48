"""Creates and drops our triggers, which Django does not know; they are recognised by prefix.

A disabled trigger counts as missing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

_THERE = {
    "postgresql": """
        SELECT tgname, tgrelid::regclass::text, tgenabled IN ('O', 'A') FROM pg_trigger
        WHERE tgname LIKE %s
    """,
    "sqlite": """
        SELECT name, tbl_name, true FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s
    """,
}


def put_right(cursor: Any, prefix: str, definitions: Mapping[str, str]) -> None:
    """Make these triggers exist and no others: SQL by trigger name."""
    firing = firing_triggers(cursor, prefix)
    drop(cursor, prefix, keep=definitions.keys() & firing)
    for name in definitions.keys() - firing:
        cursor.execute(f"CREATE TRIGGER {name} {definitions[name]}")


def firing_triggers(cursor: Any, prefix: str) -> set[str]:
    """The names of the triggers that exist and are enabled."""
    return {name for name, _table, is_firing in _there(cursor, prefix) if is_firing}


def drop(
    cursor: Any, prefix: str, keep: Collection[str] = (), keep_on: Collection[str] = ()
) -> None:
    """Drop those that are not listed by name, or are not on a listed table."""
    for name, table, _is_firing in _there(cursor, prefix):
        if name not in keep and table.strip('"') not in keep_on:
            place = f" ON {table}" if cursor.db.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{place}")


def _there(cursor: Any, prefix: str) -> list[tuple[str, str, bool]]:
    cursor.execute(_THERE[cursor.db.vendor], [f"{prefix}%"])
    return list(cursor.fetchall())
