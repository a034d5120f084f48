"""Small values that several document types share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import graphene

from archive.dates import ArchiveDate as DateValue
from cms.graphql.columns import address_in
from cms.graphql.context import Context
from cms.graphql.engine import Batch, RowType, loads
from cms.graphql.enums import enum_of

DatePrecision = enum_of(
    "DatePrecision",
    "How precisely a date is known.",
    {
        "DAY": "To the day.",
        "MONTH": "To the month.",
        "YEAR": "To the year.",
        "RANGE": "From one date to another.",
    },
    {"DAY": "day", "MONTH": "month", "YEAR": "year", "RANGE": "range"},
)


class DateSpan(RowType):
    """The period that a document or series covers."""

    edtf = graphene.String(
        required=True, description='Extended Date/Time Format: "2007-02-25/2007-03-01".'
    )
    start = graphene.Date(required=True, description="Its first day.")
    end = graphene.Date(required=True, description="Its last day.")
    display = graphene.String(required=True, description="For readers, in the entry's language.")


class ArchiveDate(RowType):
    """A date, exactly as precise as it is known."""

    edtf = graphene.String(
        required=True,
        description='Extended Date/Time Format, level 0: "2006", "2006-01", "2006-10-19", '
        '"2005-12-08/2005-12-10".',
    )
    start = graphene.Date(required=True, description="The earliest day that it can mean.")
    end = graphene.Date(required=True, description="The latest day that it can mean.")
    precision = graphene.Field(DatePrecision, required=True, description="How precise it is.")
    display = graphene.String(
        required=True, description='For readers, in the entry\'s language: "January 2006".'
    )


def date_in(page: Mapping[str, Any], text: str, context: Context) -> dict[str, Any]:
    """The date that an editor entered, to be displayed in the page's language."""
    return _date_in(text, context.language_of(page["locale"]))


@lru_cache(maxsize=4_096)
def _date_in(text: str, language: str) -> dict[str, Any]:
    date = DateValue.parse(text)
    return {
        "edtf": date.edtf,
        "start": date.start,
        "end": date.end,
        "precision": date.precision,
        "display": date.display(language),
    }


class FiscalYear(RowType):
    """A fiscal year, which may begin in any month."""

    label = graphene.String(required=True, description='Its label: "FY 2005-2006".')
    start = graphene.Date(required=True, description="Its first day.")
    end = graphene.Date(required=True, description="Its last day.")


class Occasion(RowType):
    """The event at which a speech was given."""

    name = graphene.String(required=True, description="The conference, hearing or meeting.")
    venue = graphene.String(description="The building or hall.")
    city = graphene.String(description="The city.")
    country = graphene.String(description="The country.")
    date = graphene.Field(ArchiveDate, description="When it was held.")


class Contributor(RowType):
    """A person who contributed to a document."""

    name = graphene.String(required=True, description="As printed.")
    role = graphene.String(description='The person\'s role: "Author", "Interviewer".')
    affiliation = graphene.String(description="The organisation the person speaks for.")


class Correspondent(RowType):
    """A person or office that a letter is addressed to or signed by."""

    name = graphene.String(required=True, description='As printed: "His Excellency Ban Ki-moon".')
    title = graphene.String(description="The office held.")
    organisation = graphene.String(description="The organisation, apart from the office.")
    address = graphene.String(description="The postal address, its lines separated by line breaks.")
    country = graphene.String(description="The country.")


class Film(RowType):
    """The film that was shown."""

    title = graphene.String(required=True, description="The title it was shown under.")
    original_title = graphene.String(description="Its title in its own language.")
    directors = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Its directors, in order."
    )
    year = graphene.Int(description="The year of release.")
    country = graphene.String(description="Where it was made.")
    runtime_minutes = graphene.Int(description="Its length in minutes.")
    url = graphene.String(description="The film's own site.")

    resolve_url = address_in("url")


class Screening(RowType):
    """One screening of a film."""

    start = graphene.DateTime(required=True, description="When it began, with its UTC offset.")
    time_zone = graphene.String(required=True, description='Its IANA time zone: "Asia/Tokyo".')
    venue = graphene.String(required=True, description="The building or hall.")
    city = graphene.String(required=True, description="The city.")
    country = graphene.String(description="The country.")
    host = graphene.String(description="Who hosted it.")
    admission = graphene.String(description='What it cost: "Free", "1,000 yen".')

    @loads("starts_at", "time_zone")
    @staticmethod
    def resolve_start(screenings: Sequence[Mapping[str, Any]], _batch: Batch) -> list[datetime]:
        return [local_start(screening) for screening in screenings]


def local_start(screening: Mapping[str, Any]) -> datetime:
    """The beginning in the venue's local time."""
    return screening["starts_at"].astimezone(ZoneInfo(screening["time_zone"]))


class Figure(RowType):
    """A figure as it was printed, and as a number where it is one."""

    label = graphene.String(required=True, description='What it counts: "Price of rice".')
    value = graphene.String(required=True, description='As printed: "900–950 won/kg".')
    number = graphene.Float(description="As a number; null where the print gives none.")
    unit = graphene.String(description='The unit of the number: "won/kg".')
    note = graphene.String(description="What to know about it.")
