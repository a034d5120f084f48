"""Compares text without case, beyond ASCII too, whatever the database's locale."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, TextField

FUNCTION = "archive_casefold"


class Folded(Func):
    """A text in the form in which upper and lower case compare as equal."""

    function = FUNCTION
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # SQL's upper() follows the locale, and in "C" it knows ASCII only; ICU, with which
        # PostgreSQL is built unless somebody says otherwise, knows all letters.
        template = 'UPPER((%(expressions)s) COLLATE "und-x-icu")'
        return super().as_sql(compiler, connection, template=template, **context)


def add_function(connection: Any, **_options: Any) -> None:
    """Give each new SQLite connection the function that SQLite lacks."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, _folded_if_any, deterministic=True)


def folded(text: str) -> str:
    """The same as `Folded`: Python and ICU have Unicode's rules."""
    return text.upper()


def _folded_if_any(text: str | None) -> str | None:
    return None if text is None else folded(text)
