"""The order of hits: the newest are ranked by where the words occur, the others follow.

Ranking looks at each hit, so only as many are ranked as a reader could page through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Expression
from django.db.models.functions import Cast, Concat, LPad

from archive.bitmaps.index import Index
from archive.graphql.lists.connections import FilteredEntries
from archive.graphql.loaders.tallies import visible_that_meet
from archive.graphql.loaders.words import Candidates
from archive.models import EntryPage
from archive.search.find import score
from archive.search.form import Form, form_of, values_of
from archive.search.query import SearchQuery
from cms.graphql.context import Context
from cms.graphql.engine import Loading
from cms.graphql.pagination.cursors import Cursors
from cms.graphql.pagination.keyset import Listing, Window
from cms.graphql.pagination.orders import Order
from cms.graphql.sql.requests import StatementRequest
from cms.sql.parameters import Among, ParameterList
from cms.sql.statements import StatementCache
from cms.visibility.gate import visible_pages

RANKED = 1_000
DIGITS = 6  # of a score as text
_NAME = "RELEVANCE"
_FOUND = ParameterList("found_keys", IntegerField())
_RANKED = ParameterList("ranked_keys", IntegerField())
_STATEMENTS = StatementCache()
Place = tuple[str, int]  # the value that a hit is sorted by, and its key


@lru_cache(maxsize=64)
def by_relevance(form: Form) -> Order:
    """Best match first, then the newest: both in one text, so that a cursor holds one value.

    Keys that are not in the parameter `ranked_keys` have no score.
    """
    is_ranked = Q(Among(F("pk"), _RANKED))
    points = Case(When(is_ranked, then=_points(form)), default=Value(0))
    return Order(_NAME, _place_text(points), descending=True)


def _points(form: Form) -> Cast:
    return Cast(score(form), IntegerField())


def _place_text(points: Expression) -> Concat:
    text = LPad(Cast(points, TextField()), DIGITS, Value("0"))
    return Concat(text, "date_sort", output_field=TextField())


def ranked_by_sql(query: SearchQuery, listing: Listing) -> Loading:
    """All hits, as a list with the ranked ones marked."""

    def newest() -> QuerySet[Any]:
        return listing.queryset().order_by("-date_sort", "-pk").values_list("pk")[:RANKED]

    statement = _STATEMENTS.get(listing.key_for("newest", RANKED), newest)
    keys = yield StatementRequest(statement, listing.values, "pk")
    values = {**values_of(query), **listing.values, "ranked_keys": [key for (key,) in keys]}
    return replace(listing, values=values)


def window_of(
    query: SearchQuery, hits: FilteredEntries, listing: Listing, window: Window, index: Index,
    context: Context,
) -> Loading:  # fmt: skip
    """Only the hits of one window, as a list; the bitmap index finds them."""
    [among] = visible_that_meet([hits.filter.without()], index, context)
    candidates = Candidates(query, among, index, context)
    newest = candidates.newest(RANKED)
    places = yield from _ranked(query, newest, is_kept=listing.key is not None)
    after = None
    if window.after:
        cursors = Cursors(Order(_NAME, None), listing.scope, listing.owner)
        after = cursors.read(window.after, "after")
    ranked = [place for place in places if after is None or place < after]
    keys = [key for _value, key in ranked[: window.size + 1]]
    if len(keys) <= window.size and len(newest) == RANKED:
        is_beyond = after is not None and not int(after[0][:DIGITS])
        date = (int(after[0][DIGITS:] or 0), after[1]) if after and is_beyond else None
        keys += candidates.newest(window.size + 1 - len(keys), date, without=newest)
    before = [key for value, key in places if after and (value, key) >= after]
    # plus one before the cursor, to know that there is a previous page
    window_keys = [*keys, *before[-1:]]
    values = {
        **values_of(query),
        "found_keys": window_keys,
        "ranked_keys": sorted(set(window_keys) & set(newest)),
    }
    return replace(listing, key=listing.key and "found", queryset=_found, values=values)


def _found() -> QuerySet[Any]:
    return visible_pages(EntryPage.objects.filter(Among(F("pk"), _FOUND)))


def _ranked(query: SearchQuery, keys: Sequence[int], *, is_kept: bool) -> Loading:
    """The positions of these hits, best first."""
    form = form_of(query)

    def places() -> QuerySet[Any]:
        rows = EntryPage.objects.order_by().filter(Among(F("pk"), _RANKED))
        return rows.values_list(_place_text(_points(form)), "pk")

    statement = _STATEMENTS.get(("ranked", form) if is_kept else None, places)
    values = {**values_of(query), "ranked_keys": list(keys)}
    hits = yield StatementRequest(statement, values, "place")
    return sorted(map(tuple, hits), reverse=True)
