"""Pure: what a reader typed into the search, read in time linear in its length.

Words must all be there; "words in quotes" must stand together; -word must not be there. Nothing
else has a meaning: every other character only divides words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .folding import fold, is_cjk, needle, pairs

MAX_LENGTH = 200
MAX_TERMS = 10
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("−－", "-"))


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
        found = (
            token
            for piece in self.pieces
            for token in (pairs(piece) if is_cjk(piece) and len(piece) > 1 else [piece])
        )
        return tuple(dict.fromkeys(found))

    @property
    def is_one_token(self) -> bool:
        """Whether the index alone tells which documents hold the term."""
        return self.tokens == (self.needle.strip(),)


@dataclass(frozen=True)
class SearchQuery:
    """What documents must hold, and what they must not; false where it asks for nothing."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def together(self) -> Term | None:
        """All words as one phrase: documents that have it come first among those with all words."""
        if len(self.terms) < 2:
            return None
        return Term(tuple(piece for term in self.terms for piece in term.pieces))


def parse(text: str) -> SearchQuery:
    """Read a search; ValueError with a sentence for the reader where it is too long."""
    if len(text) > MAX_LENGTH:
        raise ValueError(f"A search has at most {MAX_LENGTH} characters; this one has {len(text)}.")
    wanted: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    for minus, phrase, word in _TERM.findall(text.translate(_QUOTES)):
        if pieces := tuple(fold(phrase or word).split()):
            (excluded if minus else wanted)[Term(pieces)] = None
    count = len(wanted) + len(excluded)
    if count > MAX_TERMS:
        raise ValueError(
            f"A search has at most {MAX_TERMS} words and phrases; this one has {count}."
        )
    return SearchQuery(tuple(wanted), tuple(excluded))
