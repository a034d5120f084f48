"""What is sent to the database, as it is sent: statements with their values beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def sent() -> Iterator[list[tuple[str, Any]]]:
    """Note each statement and its values; Django's own capture knows no values sent beside."""
    statements = []

    def note(execute: Callable[..., Any], sql: str, values: Any, *further: Any) -> Any:
        statements.append((sql, values))
        return execute(sql, values, *further)

    with connection.execute_wrapper(note):
        yield statements


def plan(explain: list[str], sql: str, values: Any) -> str:
    """How the database would run a statement: the last of `explain` is put before it."""
    *first, word = explain
    with connection.cursor() as cursor:
        for statement in first:
            cursor.execute(statement)
        cursor.execute(f"{word} {sql}", values)
        return str(cursor.fetchall())
