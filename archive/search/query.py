"""Pure: parses what a reader typed, in time linear in its length.

All words must occur; "words in quotes" must occur together; -word must not occur. All other
characters only separate words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .folding import INITIAL, clean, fold, is_cjk, needle, pairs

MAX_LENGTH = 200
MAX_TERMS = 10
# Initials of a name stay together, as `folding` joins them: J. K. Rowling
_TERM = re.compile(rf'(-?)(?:"([^"]*)"?|((?:{INITIAL}\s+(?={INITIAL}))*[^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("−", "-"))


@dataclass(frozen=True)
class Term:
    """A word or a phrase: its folded pieces, in order."""

    pieces: tuple[str, ...]

    @cached_property
    def needle(self) -> str:
        """The substring that the folded text of a matching document contains."""
        return needle(self.pieces)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The index tokens of a matching document."""
        tokens = (
            token
            for piece in self.pieces
            for token in (pairs(piece) if is_cjk(piece) and len(piece) > 1 else [piece])
        )
        return tuple(dict.fromkeys(tokens))

    @property
    def is_one_token(self) -> bool:
        """Whether the index alone decides which documents match."""
        return self.tokens == (self.needle.strip(),)


@dataclass(frozen=True)
class SearchQuery:
    """What documents must and must not contain; falsy if it has no terms."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    # All words as one phrase: documents with it come first.
    together: Term | None = None

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(text: str) -> SearchQuery:
    """Parse a search; raises ValueError with a message for the reader if it is too long."""
    if len(text) > MAX_LENGTH:
        raise ValueError(f"A search has at most {MAX_LENGTH} characters; this one has {len(text)}.")
    required: dict[Term, str] = {}
    excluded: dict[Term, str] = {}
    for minus, phrase, word in split(text):
        if (term := _term(phrase or word)).pieces:
            (excluded if minus else required).setdefault(term, phrase or word)
    count = len(required) + len(excluded)
    if count > MAX_TERMS:
        raise ValueError(
            f"A search has at most {MAX_TERMS} words and phrases; this one has {count}."
        )
    together = _term(" ".join(required.values())) if len(required) > 1 else None
    return SearchQuery(tuple(required), tuple(excluded), together)


def split(text: str) -> list[tuple[str, str, str]]:
    """For each term whether it has a minus, and its phrase or its word."""
    return _TERM.findall(clean(text.translate(_QUOTES)))


def _term(text: str) -> Term:
    return Term(tuple(fold(text).split()))
