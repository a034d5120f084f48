"""Which documents match a search, as sets: for each word a set, combined with the others.

The sets include hidden documents: callers intersect them with the visible ones. For a phrase the
full-text index finds the documents with its parts, and only their texts tell which contain it; for
the newest matches no more texts are read than necessary.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple

import orjson
from django.db.models import F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from pyroaring import BitMap

from archive.bitmaps import postings
from archive.bitmaps.index import Index
from archive.bitmaps.postings import Posting
from archive.models import SearchEntry, SearchTokens
from archive.models.fields.tokens import Match, Tokens, TokensParameter
from archive.search.find import by_own_words, mentions_closed_media
from archive.search.form import form_of, values_of
from archive.search.query import SearchQuery, Term
from cms.graphql.context import Context
from cms.sql.parameters import Among, Parameter, ParameterList
from cms.sql.statements import Statement, StatementCache
from cms.visibility.gate import held_back_files

_STATEMENTS = StatementCache()
WORDS = "words"  # the dimension of the text of documents; its values are queries
FURTHER = 4  # how many times more documents are read next, if at least one in so many matched
_CLOSED, _TOKENS, _TEXT = "closed", "tokens", "text"
_KEYS = ParameterList("keys", IntegerField())


class _Sought(NamedTuple):
    """A property of documents: closed media, some tokens, or a phrase in their text."""

    kind: str
    key: Hashable  # of its posting
    values: Mapping[str, Any] = {}

    @classmethod
    def held(cls, term: Term) -> _Sought:
        """The document contains a term."""
        tokens = Tokens(term.tokens)
        if term.is_one_token:
            return cls(_TOKENS, term.needle, {"tokens": tokens})
        return cls(_TEXT, term.needle, {"tokens": tokens, "needle": term.needle})

    @classmethod
    def parts(cls, term: Term) -> _Sought:
        """The document has the tokens of a term."""
        return cls(_TOKENS, tokens := Tokens(term.tokens), {"tokens": tokens})

    @classmethod
    def closed(cls, context: Context) -> _Sought:
        """The document has text about media that readers cannot see at this version."""
        return cls(_CLOSED, (_CLOSED, context.version.name if context.version else ""))


def documents_with(query: SearchQuery, index: Index, context: Context) -> BitMap:
    """The documents that contain all terms of a query, and none of the excluded ones."""
    if not query:
        return BitMap()
    terms = dict.fromkeys((*query.terms, *query.excluded))
    holding = dict(zip(terms, _known(map(_Sought.held, terms), index, context), strict=True))
    required = BitMap.intersection(*(holding[term] for term in query.terms))
    matching = required - BitMap.union(BitMap(), *(holding[term] for term in query.excluded))
    if not required:
        return matching
    [closed] = _known([_Sought.closed(context)], index, context)
    doubtful = required & closed
    return (matching - doubtful) | _with_own_words(query, doubtful, context)


class Candidates:
    """Documents that a query may match; their texts are read as needed."""

    def __init__(self, query: SearchQuery, among: BitMap, index: Index, context: Context) -> None:
        self._query, self._index, self._context = query, index, context
        among = among if query else BitMap()  # a query without words finds nothing
        self._postings = self._known_of(dict.fromkeys((*query.terms, *query.excluded)))
        required = [self._postings[term] for term in query.terms]
        excluded = [self._postings[term] for term in query.excluded]
        self._possible = BitMap.intersection(among, *(posting.possible for posting in required))
        self._closed = BitMap()
        if self._possible:
            [self._closed] = _known([_Sought.closed(context)], index, context)
        # A word that readers cannot see excludes nothing.
        having_excluded = BitMap.union(BitMap(), *(posting.certain for posting in excluded))
        self._possible -= having_excluded - self._closed
        unknown = (posting.unknown for posting in self._postings.values())
        self._certain = self._possible - BitMap.union(self._closed, *unknown)

    def newest(
        self, most: int, before: tuple[int, int] | None = None, without: Iterable[int] = ()
    ) -> list[int]:
        """The keys of the newest matching documents, as `Index.newest` returns them."""
        left_out = BitMap(without)
        for size in (most, most * FURTHER):
            keys = self._index.newest(self._possible - left_out, size, before)
            if BitMap(keys[:most]) <= self._certain:
                return keys[:most]
            self._read(unknown := BitMap(keys) - self._certain)
            if len(unknown & self._possible) * FURTHER < len(unknown):
                break  # few match: reading on would not end
        keys = self._index.newest(self._possible - left_out, most, before)
        if BitMap(keys) <= self._certain:
            return keys
        self._read_all()
        return self._index.newest(self._possible - left_out, most, before)

    def _known_of(self, terms: Iterable[Term]) -> dict[Term, Posting]:
        """What is known of each term; for a new phrase, the documents with its parts."""
        kept_postings = self._index.postings.known(term.needle for term in terms)
        words = {term: _Sought.held(term) for term in terms if term.is_one_token}
        phrases = [term for term in terms if not term.is_one_token]
        parts = {term: _Sought.parts(term) for term in phrases if term.needle not in kept_postings}
        sought = words | parts
        read = dict(zip(sought, _known(sought.values(), self._index, self._context), strict=True))
        return {
            **{term: Posting(read[term]) for term in words},
            **{term: Posting(BitMap(), unknown=read[term]) for term in parts},
            **{term: kept_postings[term.needle] for term in phrases if term not in parts},
        }

    def _read(self, keys: BitMap) -> None:
        """Read documents for which the match is unknown."""
        open_to_readers = keys - self._closed
        unknown = {
            term: unknown_keys
            for term, posting in self._postings.items()
            if (unknown_keys := open_to_readers & posting.unknown)
        }
        rows = self._context.run(
            [_part(_Sought.held(term), of_term) for term, of_term in unknown.items()]
        )
        for (term, of_term), having in zip(unknown.items(), map(_keys, rows), strict=True):
            self._postings[term] = self._postings[term].read(of_term, having)
        self._index.postings.keep({term.needle: self._postings[term] for term in unknown})
        self._settle(keys)

    def _read_all(self) -> None:
        """Read everything about each term, as for a total: few documents with its parts match."""
        read = _known(map(_Sought.held, self._postings), self._index, self._context)
        self._postings = {
            term: Posting(holding) for term, holding in zip(self._postings, read, strict=True)
        }
        self._settle(self._possible - self._certain)

    def _settle(self, keys: BitMap) -> None:
        """Decide which documents match, now that their terms are known."""
        of_terms = [self._postings[term].documents for term in self._query.terms]
        matching = BitMap.intersection(keys - self._closed, *of_terms)
        for term in self._query.excluded:
            matching -= self._postings[term].documents
        matching |= _with_own_words(self._query, keys & self._closed, self._context)
        self._certain |= matching
        self._possible -= keys - matching


def _known(sought: Iterable[_Sought], index: Index, context: Context) -> list[BitMap]:
    """The documents with each property, cached or read now."""
    parts = list(sought)
    kept_postings = index.postings.known(part.key for part in parts)
    missing = {
        part.key: part
        for part in parts
        if part.key not in kept_postings or not kept_postings[part.key].is_whole
    }
    # If much is unknown, read everything: reading single documents costs more.
    partial = {
        key: kept_postings[key].unknown
        for key in missing
        if key in kept_postings and len(kept_postings[key].unknown) <= postings.MOST_UNKNOWN
    }
    calls = [
        _part(part, partial[key]) if key in partial else _whole(part)
        for key, part in missing.items()
    ]
    read = {
        key: kept_postings[key].read(partial[key], _keys(rows))
        if key in partial
        else Posting(_keys(rows))
        for key, rows in zip(missing, context.run(calls), strict=True)
    }
    index.postings.keep(read)
    return [(read.get(part.key) or kept_postings[part.key]).documents for part in parts]


def _whole(part: _Sought) -> tuple[Statement, dict[str, Any]]:
    return _statement(part.kind, is_part=False), dict(part.values)


def _part(part: _Sought, keys: Iterable[int]) -> tuple[Statement, dict[str, Any]]:
    """The statement for these documents only."""
    return _statement(part.kind, is_part=True), {**part.values, "keys": list(keys)}


def _statement(kind: str, *, is_part: bool) -> Statement:
    def rows() -> QuerySet[Any]:
        model = SearchTokens if kind == _TOKENS else SearchEntry
        # As the first condition, so that SQLite decompresses no text of other documents.
        rows = model.objects.filter(Among(F("page"), _KEYS) if is_part else Q())
        return _gathered(rows.filter(*_conditions(kind)))

    return _STATEMENTS.get((kind, is_part), rows, Statement.gathered)


def _conditions(kind: str) -> Iterable[Any]:
    if kind == _CLOSED:
        yield mentions_closed_media(held_back_files)
        return
    yield Match(F("tokens"), TokensParameter("tokens"))
    if kind == _TEXT:
        yield GreaterThan(StrIndex("text", Parameter("needle", TextField())), 0)


def _with_own_words(query: SearchQuery, keys: BitMap, context: Context) -> BitMap:
    """Of these documents about closed media, those that match without the text about them."""
    if not keys:
        return keys
    form = form_of(query)
    rows = SearchEntry.objects.filter(by_own_words(form), Among(F("page"), _KEYS))
    statement = Statement.of(_gathered(rows)).gathered()
    return _keys(context.run([(statement, {**values_of(query), "keys": list(keys)})])[0])


def _gathered(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().annotate(value=Value(1), key=F("page")).values_list("value", "key")


def _keys(rows: Iterable[Any]) -> BitMap:
    return BitMap([key for (text,) in rows for key in orjson.loads(text)[1]])
