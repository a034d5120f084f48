"""Years and months: what lies at "/2006/" and "/2006/10/"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import Q, QuerySet, TextField

from archive.bitmaps.dimensions import KNOWS_MONTH
from archive.dates import ArchiveDate
from archive.graphql.lists.connections import (
    ENTRIES_ARGUMENTS,
    EntryConnection,
    Scope,
    check_entries,
    entry_connections,
)
from archive.models import EntryPage
from cms.graphql.engine import Batch, Loading, RowType, loads
from cms.graphql.locales import locale_of
from cms.graphql.pages.interface import Locale
from cms.graphql.pages.listings import Condition, listing_of
from cms.graphql.pages.seo import Head, Seo
from cms.graphql.sql.requests import StatementRequest
from cms.sql.parameters import Parameter
from cms.sql.statements import StatementCache
from cms.visibility import paths
from cms.visibility.snapshot import Snapshot

Row = Mapping[str, Any]
_STATEMENTS = StatementCache()


class Period(RowType):
    """A year or a month, and its documents."""

    year = graphene.Int(required=True, description="The year.")
    month = graphene.Int(description="The month, 1 to 12; null for a whole year.")
    path = graphene.String(required=True, description='Its path on the site: "/ja/2006/10/".')
    url = graphene.String(required=True, description="Its absolute address on the frontend.")
    locale = graphene.Field(
        Locale, required=True, description="The language of the path by which it was requested."
    )
    seo = graphene.Field(Seo, required=True, description="What belongs in its `<head>`.")
    entries = graphene.Field(
        EntryConnection,
        required=True,
        description="The documents whose date begins in it, in all languages; the filter can "
        "choose one. Documents whose month is not known are only in their year.",
        args=ENTRIES_ARGUMENTS,
    )

    @loads()
    @staticmethod
    def resolve_url(periods: Sequence[Row], batch: Batch) -> list[str]:
        return [paths.url_of(period["path"], batch.context.snapshot) for period in periods]

    @loads()
    @staticmethod
    def resolve_seo(periods: Sequence[Row], batch: Batch) -> list[Head]:
        return [_head(period, batch.context.snapshot) for period in periods]

    @loads(check=check_entries)
    @staticmethod
    def resolve_entries(periods: Sequence[Row], batch: Batch, **arguments: Any) -> Loading:
        places = [
            Scope(begins_in(year, month), ["period", year, month])
            for year, month in ((period["year"], period["month"]) for period in periods)
        ]
        return (yield from entry_connections(places, batch, arguments))


def _head(period: Row, snapshot: Snapshot) -> Head:
    code = period["locale"]["code"]
    date = f"{period['year']:04}" + (f"-{period['month']:02}" if period["month"] else "")
    title = ArchiveDate.parse(date).display(code)
    return Head(title, paths.url_of(period["path"], snapshot), code)


def period_of(year: str, month: str | None, code: str, batch: Batch) -> Loading:
    """The year or month in an address; None if no visible document begins in it."""
    condition = begins_in(int(year), int(month) if month else None)
    listing = listing_of(EntryPage, [condition], None)

    def queryset() -> QuerySet[Any]:
        return listing.queryset().order_by().values_list("pk")[:1]

    statement = _STATEMENTS.get(listing.key, queryset)
    if not (yield StatementRequest(statement, listing.values, "pk")):
        return None
    return {
        "__typename": Period._meta.name,
        "year": int(year),
        "month": int(month) if month else None,
        "path": paths.path_in(code, year, *([month] if month else [])),
        "locale": locale_of(code),
    }


def begins_in(year: int, month: int | None) -> Condition:
    """The documents whose date begins in a year or a month of it."""
    first, last = Parameter("first_sort", TextField()), Parameter("last_sort", TextField())
    prefix = f"{year:04}" if month is None else f"{year:04}{month:02}"
    values = {"first_sort": prefix.ljust(16, "0"), "last_sort": prefix.ljust(16, "9")}

    def within() -> Q:
        return Q(date_sort__gte=first, date_sort__lte=last)

    if month is None:
        return Condition("year", within, values, ("year", (prefix,)))
    return Condition("month", lambda: within() & KNOWS_MONTH, values, ("month", (prefix,)))
