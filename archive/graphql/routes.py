"""What lives at a path: a page, the archive of a term or of a time, or a redirect."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q, QuerySet, TextField

from archive.models import EntryPage
from cms.graphql.engine import Batch, Loading
from cms.graphql.pages.finding import page_at
from cms.graphql.pages.listings import Condition, listing_of
from cms.graphql.pages.redirects import redirect_from
from cms.graphql.sql.requests import StatementRequest
from cms.sql.parameters import Parameter
from cms.sql.statements import StatementCache
from cms.visibility.paths import normalised

from .finding import category_with_slug, with_slug
from .terms import TAGS_BY_SLUG

ROUTED = ("page", "category", "tag", "period", "redirect")
_STATEMENTS = StatementCache()
_CATEGORY = re.compile(r"(?:/([a-z]{2}))?/category/(?:.+/)?([^/]+)/")
_TAG = re.compile(r"/tag/([^/]+)/")
_PERIOD = re.compile(r"/(\d{4})/(?:(0[1-9]|1[0-2])/)?", re.ASCII)


def route(path: str, batch: Batch) -> Loading:
    """The answer to `route`: a page first, then the archives of terms and time, then a redirect.

    An address with a query may be none of a page: WordPress's "/?p=101" names no path at all.
    """
    plain, query, _ = path.partition("?")
    if query and (moved := (yield from redirect_from(batch.context, path))):
        return _moved(moved)
    if page := (yield from page_at(path, batch.context, batch.selected.below("page"))):
        return {"status": 200, "page": page}
    if found := (yield from _term_or_period(normalised(path), batch)):
        return {"status": 200, **found}
    if moved := (yield from redirect_from(batch.context, plain)):
        return _moved(moved)
    return {"status": 404}


def _moved(redirect: dict[str, Any]) -> dict[str, Any]:
    return {"status": 301 if redirect["permanent"] else 302, "redirect": redirect}


def _term_or_period(path: str, batch: Batch) -> Loading:
    found: dict[str, Any] | None = None
    if match := _CATEGORY.fullmatch(path):
        category = yield from category_with_slug(match[2], match[1], batch.context)
        found = {"category": category} if category else None
    elif match := _TAG.fullmatch(path):
        tag = yield from with_slug(TAGS_BY_SLUG, match[1])
        found = {"tag": tag} if tag else None
    elif match := _PERIOD.fullmatch(path):
        year, month = int(match[1]), int(match[2]) if match[2] else None
        if (yield _any_in(begins_in(year, month))):
            found = {"period": {"year": year, "month": month}}
    return found


def _any_in(period: Condition) -> StatementRequest:
    listing = listing_of(EntryPage, [period], None)

    def queryset() -> QuerySet[Any]:
        return listing.queryset().order_by().values_list("pk")[:1]

    return StatementRequest(_STATEMENTS.get(listing.key, queryset), listing.values, "pk")


def begins_in(year: int, month: int | None) -> Condition:
    """The documents whose date begins in a year or a month of it."""
    first, last = Parameter("first_sort", TextField()), Parameter("last_sort", TextField())
    prefix = f"{year:04}" if month is None else f"{year:04}{month:02}"
    values = {"first_sort": prefix.ljust(16, "0"), "last_sort": prefix.ljust(16, "9")}
    return Condition("period", lambda: Q(date_sort__gte=first, date_sort__lte=last), values)
