"""Statements as sent to the database, with their values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def sent() -> Iterator[list[tuple[str, Any]]]:
    """Record each statement and its values; Django's own capture lacks values sent separately."""
    statements = []

    def note(execute: Callable[..., Any], sql: str, values: Any, *further: Any) -> Any:
        statements.append((sql, values))
        return execute(sql, values, *further)

    with connection.execute_wrapper(note):
        yield statements


def plan(explain: list[str], sql: str, values: Any) -> str:
    """The database's plan for a statement; the last of `explain` is its prefix."""
    *first, word = explain
    with connection.cursor() as cursor:
        for statement in first:
            cursor.execute(statement)
        cursor.execute(f"{word} {sql}", values)
        return str(cursor.fetchall())
