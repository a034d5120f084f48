"""The number of documents by year or month."""

from __future__ import annotations

import graphene
from django.db.models import Case, When
from django.db.models.functions import Substr

from archive.bitmaps.dimensions import KNOWS_MONTH
from archive.graphql.lists.connections import FilteredEntries
from archive.graphql.loaders.tallies import number_by, tally
from cms.graphql.engine import Loading, RowType
from cms.graphql.enums import enum_of

TimelineGranularity = enum_of(
    "TimelineGranularity",
    "How finely a timeline is divided.",
    {"YEAR": "A bucket for each year.", "MONTH": "A bucket for each month."},
)


class TimelineBucket(RowType):
    """A year or month that has documents; each counts where its date begins."""

    year = graphene.Int(required=True, description="The year.")
    month = graphene.Int(
        description="The month, 1 to 12; null in a timeline of years, and for documents whose "
        "month is not known."
    )
    count = graphene.Int(required=True, description="How many documents it holds.")


def timeline(lists: FilteredEntries, *, by_month: bool) -> Loading:
    """The buckets that contain documents, oldest first."""
    listing = lists.listing()
    year, month = Substr("date_sort", 1, 4), Substr("date_sort", 1, 6)
    by = Case(When(KNOWS_MONTH, then=month), default=year) if by_month else year
    key = listing.key_for("timeline", by_month)
    by_sql = tally(key, listing.queryset, by, listing.values)
    tallies = yield number_by("month" if by_month else "year", lists.conditions(), by_sql)
    return [
        {"year": int(text[:4]), "month": int(text[4:]) if text[4:] else None, "count": count}
        for text, count in sorted(tallies)
    ]
