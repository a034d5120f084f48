"""Categories and places by what somebody types of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple
from unicodedata import normalize

from django.db.models import QuerySet

BELOW = " › "
TYPED_BELOW = re.compile(r"\s*[›>]\s*")


class Term(NamedTuple):
    """A term with those above it, “Asia › Korea”, and all that it is called."""

    key: int
    path: str
    names: tuple[str, ...]


def terms_of(rows: QuerySet[Any]) -> list[Term]:
    """Each with those above it, as far as they are among the rows."""
    if hasattr(rows.model, "names"):
        rows = rows.prefetch_related("names")
    by_key = {row.pk: row for row in rows}
    return [Term(key, BELOW.join(_path(row, by_key)), _names(row)) for key, row in by_key.items()]


def matching(terms: Iterable[Term], text: str) -> list[Term]:
    """Those with each word in their path or names, first those whose name begins with the text."""
    text = folded(text)
    words = text.replace(BELOW.strip(), " ").split()

    def rank(term: Term) -> tuple[bool, str]:
        return not any(folded(name).startswith(text) for name in term.names), folded(term.path)

    return sorted((term for term in terms if _has_words(term, words)), key=rank)


def folded(text: str) -> str:
    """The text without case, and without the width of its letters."""
    return normalize("NFKC", text).casefold()


def _has_words(term: Term, words: list[str]) -> bool:
    text = folded(" ".join((term.path, *term.names)))
    return all(word in text for word in words)


def _path(row: Any, by_key: dict[int, Any]) -> list[str]:
    path = [str(row)]
    while row := by_key.get(getattr(row, "parent_id", 0) or 0):
        path.insert(0, str(row))
    return path


def _names(row: Any) -> tuple[str, ...]:
    """In all languages, where a term is shared by them."""
    names = row.names.all() if hasattr(row, "names") else ()
    return row.name, *(name.name for name in names)
