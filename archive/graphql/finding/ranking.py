"""In which order hits come: the newest of them ranked by where the words stand, then the others.

To rank is to look at each hit, so that no more are ranked than a reader could ever go through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson
from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat, LPad
from pyroaring import BitMap

from archive.bitmaps.dimensions import members
from archive.bitmaps.index import Index
from archive.graphql.lists.connections import FilteredEntries
from archive.graphql.loaders.tallies import visible_that_meet
from archive.models import EntryPage
from archive.search.find import matches, score
from archive.search.query import SearchQuery
from cms.graphql.context import Context
from cms.graphql.engine import Loading
from cms.graphql.pagination.cursors import Cursors
from cms.graphql.pagination.keyset import Listing, Window
from cms.graphql.pagination.orders import Order
from cms.graphql.sql.requests import StatementRequest
from cms.sql.parameters import Among, ParameterList
from cms.sql.statements import Statement
from cms.visibility.gate import visible_pages

RANKED = 1_000
# So many of the newest that the words match are read, hidden ones among them, to find those.
_READ = 1_500
_FEW = 5_000  # documents that a filter leaves, and in which alone it is looked
DIGITS = 6  # of a score as text
_NAME = "RELEVANCE"
_FOUND = ParameterList("found_keys", IntegerField())
_RANKED = ParameterList("ranked_keys", IntegerField())
Place = tuple[str, int]  # the value that a hit is sorted by, and its key


def by_relevance(query: SearchQuery) -> Order:
    """Best answer first, then the newest: both in one text, so that a cursor holds one value.

    What is not among the parameter `ranked_keys` has no score.
    """
    points = Case(
        When(Q(Among(F("pk"), _RANKED)), then=Cast(score(query), IntegerField())), default=Value(0)
    )
    text = LPad(Cast(points, TextField()), DIGITS, Value("0"))
    value = Concat(text, "date_sort", output_field=TextField())
    return Order(_NAME, value, descending=True)


def ranked_by_sql(query: SearchQuery, listing: Listing) -> Loading:
    """All hits as a list that knows which are ranked."""
    newest = listing.queryset().order_by("-date_sort", "-pk").values_list("pk")[:RANKED]
    keys = yield StatementRequest(Statement.of(newest), listing.values, "pk")
    values = {**listing.values, "ranked_keys": [key for (key,) in keys]}
    return replace(listing, values=values)


def window_of(
    query: SearchQuery, hits: FilteredEntries, listing: Listing, window: Window, index: Index,
    context: Context,
) -> Loading:  # fmt: skip
    """The hits of one window alone, as a list; the index tells which they are."""
    [among] = visible_that_meet([hits.filter.without()], index, context)
    newest = yield from _newest(query, among, index, context)
    places = yield from _ranked(query, newest)
    after = None
    if window.after:
        cursors = Cursors(Order(_NAME, None), listing.scope, listing.owner)
        after = cursors.read(window.after, "after")
    ranked = [place for place in places if after is None or place < after]
    keys = [key for _value, key in ranked[: window.size + 1]]
    if len(keys) <= window.size and len(newest) == RANKED:
        unranked = _all(query, among, context) - BitMap(newest)
        is_beyond = after is not None and not int(after[0][:DIGITS])
        date = (int(after[0][DIGITS:] or 0), after[1]) if after and is_beyond else None
        keys += index.newest(unranked, window.size + 1 - len(keys), date)
    before = [key for value, key in places if after and (value, key) >= after]
    window_keys = [*keys, *before[-1:]]  # that there is one before the cursor is asked, too
    values = {
        "found_keys": window_keys,
        "ranked_keys": sorted(set(window_keys) & set(newest)),
    }
    return replace(listing, queryset=_found, values=values)


def _found() -> QuerySet[Any]:
    return visible_pages(EntryPage.objects.filter(Among(F("pk"), _FOUND)))


def _newest(query: SearchQuery, among: BitMap, index: Index, context: Context) -> Loading:
    """The keys of those hits that are ranked."""
    is_few = len(among) <= _FEW
    rows = EntryPage.objects.filter(matches(query)).order_by("-date_sort", "-pk")
    if is_few:
        rows = rows.filter(Among(F("pk"), _FOUND))
    statement = Statement.of(rows.values_list("pk")[: _FEW if is_few else _READ])
    matching = yield StatementRequest(
        statement, {"found_keys": list(among) if is_few else []}, "pk"
    )
    newest = [key for (key,) in matching if key in among]
    if is_few or len(matching) < _READ or len(newest) >= RANKED:
        return newest[:RANKED]
    return index.newest(_all(query, among, context), RANKED)


def _all(query: SearchQuery, among: BitMap, context: Context) -> BitMap:
    [rows] = context.run([(members(None, lambda: matches(query)), {})])
    return BitMap([key for text in rows for key in orjson.loads(text[0])[1]]) & among


def _ranked(query: SearchQuery, keys: Sequence[int]) -> Loading:
    """Where each of these hits stands, the best first."""
    rows = EntryPage.objects.order_by().filter(Among(F("pk"), _RANKED))
    statement = Statement.of(rows.values_list(by_relevance(query).column, "pk"))
    places = yield StatementRequest(statement, {"ranked_keys": list(keys)}, "place")
    return sorted(map(tuple, places), reverse=True)
