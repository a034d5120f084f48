"""Pure: parses a search typed in the admin.

It is parsed like a reader's search, except that every word may be a prefix, as it is being typed.
Words in quotes are complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from wagtail.search.query import And, MatchAll, Phrase, PlainText, SearchQuery

from archive.models.fields.tokens import Beginning
from archive.search.folding import clean, fold, is_cjk, needle, pairs, words
from archive.search.query import MAX_TERMS, split

MOST_TOKENS = 50  # of a pasted text: more would not narrow down the result


@dataclass(frozen=True)
class AdminTerm:
    """A word or phrase: stems as in the index, and the last word as typed."""

    stems: tuple[str, ...]
    last: str
    is_whole: bool

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """The folded text of a matching page contains one of these."""
        whole = needle(self.stems)
        if self.is_whole or is_cjk(self.last):
            return (whole,)
        return whole, needle([*self.stems[:-1], self.last]).removesuffix(" ")

    @cached_property
    def tokens(self) -> tuple[str | Beginning, ...]:
        """The tokens that a matching page has."""
        tokens: dict[str | Beginning, None] = {}
        for number, stem in enumerate(self.stems, 1):
            if is_cjk(stem):
                tokens |= dict.fromkeys(pairs(stem) if len(stem) > 1 else [stem])
            elif number == len(self.stems) and not self.is_whole:
                tokens[Beginning(self.last, stem)] = None
            else:
                tokens[stem] = None
        return tuple(tokens)[:MOST_TOKENS]

    @property
    def is_one_token(self) -> bool:
        """Whether the full-text index alone decides which pages match."""
        return len(self.stems) == 1 and not (is_cjk(self.last) and len(self.last) > 2)


@dataclass(frozen=True)
class AdminQuery:
    """What pages must and must not contain;

    `code` is the whole input as a part of a reference code.
    """

    text: str
    terms: tuple[AdminTerm, ...] = ()
    excluded: tuple[AdminTerm, ...] = ()
    code: str = ""


def parse(text: str) -> AdminQuery:
    """Parse a search of any length;

    text longer than a typed search is read as one pasted passage.
    """
    terms: list[AdminTerm] = []
    excluded: list[AdminTerm] = []
    parts = split(text)
    if len(parts) > MAX_TERMS:
        parts = [("", "", text)]
    for minus, phrase, word in parts:
        if term := _term(phrase or word, is_whole=bool(phrase)):
            (excluded if minus else terms).append(term)
    code = clean(text).strip().upper()
    is_code = len(code) > 1 and not any(map(str.isspace, code))
    return AdminQuery(text, tuple(terms), tuple(excluded), code if is_code else "")


def typed(query: str | SearchQuery) -> str | None:
    """The text that was typed, extracted from Wagtail's query object;

    None for a match-all query.
    """
    if isinstance(query, str):
        return query
    if isinstance(query, PlainText):
        return query.query_string
    if isinstance(query, Phrase):
        return f'"{query.query_string}"'
    if isinstance(query, And):
        return " ".join(filter(None, map(typed, query.subqueries)))
    if isinstance(query, MatchAll):
        return None
    raise NotImplementedError(f"The search of pages takes words and phrases, no {type(query)}.")


def _term(text: str, *, is_whole: bool) -> AdminTerm | None:
    stems = fold(text).split()
    return AdminTerm(tuple(stems), words(text)[-1], is_whole) if stems else None
