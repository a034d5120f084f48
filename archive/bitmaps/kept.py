"""The index that a request may use: at its version of the content, for its gate.

The first request of a version brings the index to it, in its own view of the database; others
that come meanwhile, or see an older version, get none and use SQL.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

import orjson
from django.db import connections
from django.db.models import Q
from django.http import HttpRequest
from pyroaring import BitMap
from wagtail.models import Page, Site

from cms.graphql.context import Context
from cms.sql.statements import read_database
from cms.visibility.one_view import has_one_view, one_view

from .dimensions import DIMENSIONS, VISIBLE, statement_of
from .index import Index
from .log import Position, position, written_since

SITES = 8  # sites whose indexes a process keeps
# A database snapshot that is older than the index ends with its request.
LONGEST_VIEW = timedelta(minutes=1)


@dataclass(frozen=True)
class _Kept:
    """An index and what it is valid for."""

    index: Index
    version: str
    gate: Hashable  # what the gate depends on, besides the rows and the clock
    position: Position
    now: datetime


_kept: dict[Hashable, _Kept] = {}
_lock = Lock()


def index_for(context: Context) -> Index | None:
    """The index at the version that a request sees; None if SQL has to count."""
    if Index not in context.memo:
        context.memo[Index] = _index_for(context)
    return context.memo[Index]


def make_ready() -> None:
    """Make the indexes of as many sites as are kept, before the first request."""
    sites = Site.objects.using(read_database()).order_by("-is_default_site", "pk")
    for hostname, port in sites.values_list("hostname", "port")[:SITES]:
        request = HttpRequest()
        request.META = {"SERVER_NAME": hostname, "SERVER_PORT": str(port)}
        with one_view():
            index_for(Context(request))


def forget() -> None:
    """Drop all indexes: for code that undoes writes others have seen, such as tests."""
    _kept.clear()


def _index_for(context: Context) -> Index | None:
    if context.preview is not None or not has_one_view():
        return None
    version = context.version
    if version is None:
        return None
    gate = _gate_of(context)
    database = connections[read_database()].settings_dict["NAME"]
    place = read_database(), database, tuple(context.gate_parameters["roots"])
    entry = _kept.get(place)
    if entry and (entry.version, entry.gate) == (version.name, gate):
        return entry.index
    if not _lock.acquire(blocking=False):
        return None
    try:
        entry = _brought_up(_kept.get(place), context, version.name, gate)
        if entry is None:
            return None
        _kept.pop(place, None)  # moves it to the end, as the most recently updated one
        if len(_kept) >= SITES:
            del _kept[next(iter(_kept))]
        _kept[place] = entry
        return entry.index
    finally:
        _lock.release()


def _gate_of(context: Context) -> Hashable:
    parameters = context.gate_parameters
    return tuple(
        (name, tuple(sorted(parameters[name]))) for name in sorted(parameters) if name != "now"
    )


def _brought_up(
    before: _Kept | None, context: Context, version: str, gate: Hashable
) -> _Kept | None:
    """The index of this version: made from the previous one if possible, else from all rows."""
    now = position(read_database())
    if before and before.position.number > now.number:
        if abs(context.now - before.now) < LONGEST_VIEW:
            return None
        before = None
    changed = _changed(before, now, context.now) if before else None
    if before and changed is not None:
        index = _advanced(before, changed, context, is_same_gate=before.gate == gate)
    else:
        index = Index.of(_rows(context, part=(), keys=[]))
    return _Kept(index, version, gate, now, context.now)


def _changed(before: _Kept, now: Position, instant: datetime) -> set[int] | None:
    """The documents that may have changed; None if that is unknown."""
    pages: set[int] | None = set()
    if before.position.number != now.number:
        pages = written_since(before.position, now, read_database())
    if pages is None:
        return None
    first, last = sorted((before.now, instant))
    by_clock = Q(go_live_at__gt=first, go_live_at__lte=last) | Q(
        expire_at__gt=first, expire_at__lte=last
    )
    using = Page.objects.using(read_database()).order_by()
    pages |= set(using.filter(by_clock).values_list("pk", flat=True))
    if pages:
        pages |= set(using.filter(alias_of__in=pages).values_list("pk", flat=True))
    return pages


def _advanced(before: _Kept, changed: set[int], context: Context, *, is_same_gate: bool) -> Index:
    if not changed and is_same_gate:
        return before.index
    part = DIMENSIONS.keys() - (set() if is_same_gate else {VISIBLE})
    rows = _rows(context, part=part, keys=sorted(changed))
    return before.index.advanced(BitMap(changed), rows, is_all_visible=not is_same_gate)


def _rows(
    context: Context, *, part: Collection[str], keys: list[int]
) -> dict[str, list[tuple[Hashable, list[int]]]]:
    """By dimension its values and their documents; of those in `part`, of these keys alone."""
    calls = [(statement_of(name, is_part=name in part), {"keys": keys}) for name in DIMENSIONS]
    return {
        name: [orjson.loads(text) for (text,) in rows]
        for name, rows in zip(DIMENSIONS, context.run(calls), strict=True)
    }
