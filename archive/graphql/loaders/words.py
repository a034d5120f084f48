"""Which documents a search matches, as sets: of each word those that hold it, cut with the others.

Readers see them or not: who counts or lists them cuts them with what the gate shows.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import orjson
from django.db.models import F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from pyroaring import BitMap

from archive.bitmaps.index import Index
from archive.models import SearchEntry
from archive.models.fields.tokens import Match, Tokens, TokensParameter
from archive.search.find import by_own_words, mentions_closed_media
from archive.search.form import form_of, values_of
from archive.search.query import SearchQuery, Term
from cms.graphql.context import Context
from cms.sql.parameters import Among, Parameter, ParameterList
from cms.sql.statements import Statement, StatementCache
from cms.visibility.gate import held_back_files

_STATEMENTS = StatementCache()
WORDS = "words"  # the dimension of what documents say; its values are queries
_CLOSED = "closed"
_KEYS = ParameterList("keys", IntegerField())


def documents_with(query: SearchQuery, index: Index, context: Context) -> BitMap:
    """The documents that hold all terms of a query, and none of those that it excludes."""
    if not query:
        return BitMap()
    terms = dict.fromkeys((*query.terms, *query.excluded))
    holding = _known({term.needle: term for term in terms}, index, context)
    required = BitMap.intersection(*(holding[term.needle] for term in query.terms))
    matching = required - BitMap.union(BitMap(), *(holding[term.needle] for term in query.excluded))
    if not required:
        return matching
    version = context.version.name if context.version else ""
    [closed] = _known({(_CLOSED, version): None}, index, context).values()
    doubtful = required & closed
    return (matching - doubtful) | _with_own_words(query, doubtful, context)


def _known(
    terms: Mapping[Hashable, Term | None], index: Index, context: Context
) -> dict[Hashable, BitMap]:
    """By key the documents that hold a term, or speak of closed media; kept, or read now."""
    postings = index.postings.known(terms)
    missing = {
        key: term for key, term in terms.items() if key not in postings or postings[key].written
    }
    calls = []
    for key, term in missing.items():
        is_part = key in postings
        values: dict[str, Any] = {"keys": list(postings[key].written) if is_part else []}
        if term:
            values |= {"tokens": Tokens(term.tokens), "needle": term.needle}
        calls.append((_statement(term, is_part=is_part), values))
    read = {
        key: (postings[key].documents - postings[key].written if key in postings else BitMap())
        | _keys(rows)
        for key, rows in zip(missing, context.run(calls), strict=True)
    }
    index.postings.keep(read)
    return {key: read[key] if key in read else postings[key].documents for key in terms}


def _statement(term: Term | None, *, is_part: bool) -> Statement:
    is_one_token = term is not None and term.is_one_token
    key = (_CLOSED if term is None else "holding", is_one_token, is_part)

    def rows() -> QuerySet[Any]:
        rows = _closed() if term is None else _holding(is_one_token=is_one_token)
        return _gathered(rows.filter(Among(F("page"), _KEYS)) if is_part else rows)

    return _STATEMENTS.get(key, rows, Statement.gathered)


def _holding(*, is_one_token: bool) -> QuerySet[Any]:
    rows = SearchEntry.objects.filter(Match(F("tokens"), TokensParameter("tokens")))
    if is_one_token:
        return rows
    place = StrIndex("text", Parameter("needle", TextField()))
    return rows.filter(GreaterThan(place, 0))


def _closed() -> QuerySet[Any]:
    return SearchEntry.objects.filter(mentions_closed_media(held_back_files))


def _with_own_words(query: SearchQuery, keys: BitMap, context: Context) -> BitMap:
    """Those of these documents, which speak of closed media, that hold the words without them."""
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
