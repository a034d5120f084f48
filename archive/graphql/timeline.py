"""How the documents spread over the years."""

from __future__ import annotations

from typing import Any

import graphene
from django.db.models import Case, Count, F, Value, When

from cms.graphql.enums import enum_of

from .filters import FilteredEntries

TimelineGranularity = enum_of(
    "TimelineGranularity",
    "How finely a timeline is divided.",
    {"YEAR": "A bucket for each year.", "MONTH": "A bucket for each month."},
)


class TimelineBucket(graphene.ObjectType):
    """A year or month that has documents; they count where their date begins."""

    year = graphene.Int(required=True, description="The year.")
    month = graphene.Int(
        description="The month, 1 to 12; null in a timeline of years, and in one of months for "
        "documents whose month is not known."
    )
    count = graphene.Int(required=True, description="How many documents it holds.")


def timeline(entries: FilteredEntries, *, by_month: bool) -> list[dict[str, Any]]:
    """The buckets that hold something, oldest first."""
    year, month = F("date_begins_on__year"), F("date_begins_on__month")
    rows = entries.all().annotate(in_year=year)
    if not by_month:
        found = rows.values("in_year").annotate(count=Count("pk")).order_by("in_year")
        return [{"year": row["in_year"], "count": row["count"]} for row in found]
    known = Case(When(date_precision="year", then=Value(None)), default=month)
    found = rows.annotate(in_month=known).values("in_year", "in_month").annotate(count=Count("pk"))
    buckets = [
        {"year": row["in_year"], "month": row["in_month"], "count": row["count"]} for row in found
    ]
    return sorted(buckets, key=lambda bucket: (bucket["year"], bucket["month"] or 0))
