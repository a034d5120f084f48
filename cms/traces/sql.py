"""A span for each SQL statement, without values: neither parameters nor literals."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from .spans import span

LONGEST = 2_000  # characters of a statement
# A name in double quotes is not a value, whatever it contains; with E before it, a value may
# contain backslashes.
_VALUE = re.compile(
    r"""("(?:[^"]|"")*")|\bE'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b""", re.IGNORECASE
)


class Traced:
    """Measures statements; a Django execute wrapper."""

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        def attributes() -> dict[str, str]:
            system = context["connection"].vendor
            return {"db.system.name": system, "db.query.text": without_values(str(sql))}

        with span(first_word(str(sql)), attributes):
            return execute(sql, params, many, context)


def first_word(sql: str) -> str:
    words = sql.lstrip("( \n").split(maxsplit=1)
    return words[0].upper()[:20] if words else "SQL"


@lru_cache(maxsize=512)
def without_values(sql: str) -> str:
    """The statement with a question mark for each literal."""
    return _VALUE.sub(lambda match: match[1] or "?", sql)[:LONGEST]
