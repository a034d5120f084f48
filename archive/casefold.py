"""Compares text case-insensitively, beyond ASCII, whatever the database's locale."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, TextField

FUNCTION = "archive_casefold"


class Folded(Func):
    """A text in a case-folded form."""

    function = FUNCTION
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # SQL's upper() follows the locale, and in "C" it knows only ASCII; ICU, which PostgreSQL
        # normally includes, knows all letters.
        template = 'UPPER((%(expressions)s) COLLATE "und-x-icu")'
        return super().as_sql(compiler, connection, template=template, **context)


def add_function(connection: Any, **_options: Any) -> None:
    """Add the function that SQLite lacks to each new connection."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, _folded_if_any, deterministic=True)


def folded(text: str) -> str:
    """Python's equivalent of `Folded`: both follow Unicode's rules."""
    return text.upper()


def _folded_if_any(text: str | None) -> str | None:
    return None if text is None else folded(text)
