"""A search without its words; searches of the same form share their SQL.

The number of terms, and which of them are one token, determine the statement; parameters stand for
the words.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import TextField

from archive.models.fields.tokens import Tokens, TokensParameter
from cms.sql.parameters import Parameter

from .query import SearchQuery, Term

TOKENS, TOKENS_WITHOUT = TokensParameter("words"), TokensParameter("words_without")


class Slot(NamedTuple):
    """The place of a term."""

    name: str
    is_one_token: bool

    @property
    def needle(self) -> Parameter:
        return Parameter(self.name, TextField())


class Form(NamedTuple):
    """The places of a query's terms; falsy if it has none, as the query is."""

    terms: tuple[Slot, ...]
    excluded: tuple[Slot, ...]
    together: Slot | None

    def __bool__(self) -> bool:
        return bool(self.terms)


def form_of(query: SearchQuery) -> Form:
    slots = {name: Slot(name, term.is_one_token) for name, term in _named(query).items()}
    return Form(
        tuple(slot for name, slot in slots.items() if name.startswith("required")),
        tuple(slot for name, slot in slots.items() if name.startswith("excluded")),
        slots.get("together"),
    )


def values_of(query: SearchQuery) -> dict[str, Any]:
    """The values of a form's parameters."""
    needles = {name: term.needle for name, term in _named(query).items()}
    tokens = tokens_of(query)
    return {**needles, TOKENS.name: Tokens(tokens.all_of), TOKENS_WITHOUT.name: tokens}


def tokens_of(query: SearchQuery) -> Tokens:
    """The tokens that a document must have, and those that indicate an excluded term."""
    return Tokens(
        tuple(token for term in query.terms for token in term.tokens),
        tuple(term.tokens[0] for term in query.excluded if term.is_one_token),
    )


def _named(query: SearchQuery) -> dict[str, Term]:
    return {
        **{f"required_{number}": term for number, term in enumerate(query.terms)},
        **{f"excluded_{number}": term for number, term in enumerate(query.excluded)},
        **({"together": query.together} if query.together else {}),
    }
