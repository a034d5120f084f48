"""Dates in the Extended Date/Time Format (ISO 8601-2:2019), level 0.

They are written "2006-10-19", "2006-10", "2006", or as two of these separated by a slash,
"2005-12-08/2005-12-10".
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .unclear import Unclear, gettext_noop

Precision = Literal["day", "month", "year", "range"]

UNREADABLE = gettext_noop(
    "“%(typed)s” is not a date that the archive can read. Write a date as 2006-10-19, 2006-10 or "
    "2006, and a span as 2005-12-08/2005-12-10, as exactly as it is known."
)
_NOT_IN_CALENDAR = gettext_noop("There is no %(date)s in the calendar. Look at month and day.")
_TOO_MANY = gettext_noop("“%(typed)s” has more than two dates. A span has a first and a last.")
_BACKWARDS = gettext_noop("“%(typed)s” ends before it starts. Write the earlier date first.")
_MOMENT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# Not the calendar module's, which depend on the locale of the process.
_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]


@dataclass(frozen=True)
class ArchiveDate:
    """A date as exact as it is known: its text, first and last day, and precision."""

    edtf: str
    start: date
    end: date
    precision: Precision

    @classmethod
    def parse(cls, text: str) -> ArchiveDate:
        """The date of a text in this format; raises Unclear if it is none."""
        # Japanese and Korean keyboards also type ２００６－１０ and ／.
        compact_text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
        parts = compact_text.split("/")
        if len(parts) > 2:
            raise Unclear(_TOO_MANY, typed=text)
        first, last = _moment(parts[0], text), _moment(parts[-1], text)
        if first == last:
            return first
        if last.end < first.start:
            raise Unclear(_BACKWARDS, typed=text)
        return cls(f"{first.edtf}/{last.edtf}", first.start, last.end, "range")

    def display(self, language: str) -> str:
        """The date as readers of this language ("en", "ja", "ko") expect it; English for others."""
        first, *last = (_numbers(edtf) for edtf in self.edtf.split("/"))
        write = {"ja": _japanese, "ko": _korean}.get(language, _english)
        return write(first, *last)

    @property
    def sort_key(self) -> str:
        """16 digits that sort by time; of two dates with the same start, the longer is first."""
        return f"{_digits(self.start)}{99999999 - int(_digits(self.end)):08}"


def _moment(part: str, text: str) -> ArchiveDate:
    match = _MOMENT.fullmatch(part)
    if not match:
        raise Unclear(UNREADABLE, typed=text)
    year, *month_and_day = (int(number) for number in match.groups() if number)
    try:
        start = date(year, *(month_and_day or [1]), *([1] if len(month_and_day) < 2 else []))
    except ValueError:
        raise Unclear(_NOT_IN_CALENDAR, date=part) from None
    if not month_and_day:
        return ArchiveDate(part, start, date(year, 12, 31), "year")
    if len(month_and_day) == 1:
        last_day = calendar.monthrange(start.year, start.month)[1]
        return ArchiveDate(part, start, start.replace(day=last_day), "month")
    return ArchiveDate(part, start, start, "day")


_Numbers = tuple[int, ...]  # the year; year and month; year, month and day


def _numbers(edtf: str) -> _Numbers:
    return tuple(int(number) for number in edtf.split("-"))


def _english(first: _Numbers, last: _Numbers | None = None) -> str:
    words = [str(first[0]), *(_MONTHS[month - 1] for month in first[1:2]), *map(str, first[2:])]
    if last is None:
        return " ".join(reversed(words))
    shared = _shared(first, last)
    dash = "–" if len(first) == len(last) == shared + 1 else " – "
    return " ".join(reversed(words[shared:])) + dash + _english(last)


def _japanese(first: _Numbers, last: _Numbers | None = None) -> str:
    return _with_units("年月日", "", "〜", first, last)


def _korean(first: _Numbers, last: _Numbers | None = None) -> str:
    return _with_units("년월일", " ", "~", first, last)


def _with_units(units: str, space: str, dash: str, first: _Numbers, last: _Numbers | None) -> str:
    def words(numbers: _Numbers) -> list[str]:
        return [f"{number}{unit}" for number, unit in zip(numbers, units, strict=False)]

    opening = space.join(words(first))
    return (
        opening
        if last is None
        else opening + dash + space.join(words(last)[_shared(first, last) :])
    )


def _shared(first: _Numbers, last: _Numbers) -> int:
    """How many leading parts need saying only once: the year, or the year and the month."""
    if len(first) != len(last):
        return 0
    pairs = zip(first, last, strict=True)
    return next(
        count for count, (first_part, last_part) in enumerate(pairs) if first_part != last_part
    )


def _digits(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"
