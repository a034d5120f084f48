"""Pure: what a reader typed into the search, read in time linear in its length.

Words must all be there; "words in quotes" must stand together; -word must not be there. Nothing
else has a meaning: every other character only divides words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .folding import INITIAL, clean, fold, is_cjk, needle, pairs

MAX_LENGTH = 200
MAX_TERMS = 10
# The initials of a name stay together, since `folding` joins them: J. K. Rowling
_TERM = re.compile(rf'(-?)(?:"([^"]*)"?|((?:{INITIAL}\s+(?={INITIAL}))*[^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("−", "-"))


@dataclass(frozen=True)
class Term:
    """A word or a phrase: its folded pieces, in order."""

    pieces: tuple[str, ...]

    @cached_property
    def needle(self) -> str:
        """What the folded text of a document holds where it holds the term."""
        return needle(self.pieces)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The tokens of the index that a document with the term has."""
        tokens = (
            token
            for piece in self.pieces
            for token in (pairs(piece) if is_cjk(piece) and len(piece) > 1 else [piece])
        )
        return tuple(dict.fromkeys(tokens))

    @property
    def is_one_token(self) -> bool:
        """Whether the index alone tells which documents hold the term."""
        return self.tokens == (self.needle.strip(),)


@dataclass(frozen=True)
class SearchQuery:
    """What documents must hold, and what they must not; false where it asks for nothing."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    # All words as one phrase: documents that have it come first among those with all words.
    together: Term | None = None

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(text: str) -> SearchQuery:
    """Read a search; ValueError with a sentence for the reader where it is too long."""
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
    """Of each term whether it has a minus, and its phrase or its word."""
    return _TERM.findall(clean(text.translate(_QUOTES)))


def _term(text: str) -> Term:
    return Term(tuple(fold(text).split()))
