"""Finds categories and places by typed text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple
from unicodedata import normalize

from django.db.models import QuerySet

from archive.models.terms.place import place_label

BELOW = " › "
TYPED_BELOW = re.compile(r"\s*[›>]\s*")


class Term(NamedTuple):
    """A term with its ancestors, “Asia › Korea”, and all its names."""

    key: int
    path: str
    names: tuple[str, ...]


def terms_of(rows: QuerySet[Any]) -> list[Term]:
    """Each term with those of its ancestors that are among the rows.

    Only columns are read: building some thousand model instances takes seconds.
    """
    columns = [name for name in ("name", "country", "parent_id") if hasattr(rows.model, name)]
    by_key = {row["pk"]: row for row in rows.values("pk", *columns)}
    # in all languages, for shared terms
    names = {key: [row["name"]] for key, row in by_key.items()}
    if hasattr(rows.model, "names"):
        translated = rows.exclude(names=None).order_by("pk", "names")
        for key, name in translated.values_list("pk", "names__name"):
            names[key].append(name)
    return [Term(key, _path(row, by_key), tuple(names[key])) for key, row in by_key.items()]


def matching(terms: Iterable[Term], text: str) -> list[Term]:
    """Those with each word in their path or names;

    those whose name begins with the text come first.
    """
    text = folded(text)
    words = text.replace(BELOW.strip(), " ").split()

    def rank(term: Term) -> tuple[bool, str]:
        return not any(folded(name).startswith(text) for name in term.names), folded(term.path)

    return sorted((term for term in terms if _has_words(term, words)), key=rank)


def folded(text: str) -> str:
    """The text without case and character width."""
    return normalize("NFKC", text).casefold()


def _has_words(term: Term, words: list[str]) -> bool:
    text = folded(" ".join((term.path, *term.names)))
    return all(word in text for word in words)


def _path(row: dict[str, Any], by_key: dict[int, dict[str, Any]]) -> str:
    path = [_label(row)]
    while above := by_key.get(row.get("parent_id") or 0):
        path.insert(0, _label(above))
        row = above
    return BELOW.join(path)


def _label(row: dict[str, Any]) -> str:
    return place_label(row["name"], row.get("country", ""))
