"""Reads what somebody typed into a field as one date, or refuses it; never guesses."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time

from . import written
from .edtf import UNREADABLE, ArchiveDate
from .unclear import Unclear, gettext_noop

_TWO_MEANINGS = gettext_noop(
    "“%(typed)s” can be %(one)s or %(other)s. Write the one that is meant, year first."
)
_NO_DAY = gettext_noop("“%(typed)s” is not a day that can be read. Write it as 2006-10-19.")
_NOT_ONE_DAY = gettext_noop(
    "“%(typed)s” does not say which day is meant. Write year, month and day, as in 2006-10-19."
)
_NO_TIME = gettext_noop("“%(typed)s” is not a time of day. Write it as 18:30.")

_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})(?:/(\d{1,2}))?")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})/([12]\d{3})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2([12]\d{3})")
_MONTH_NAME = re.compile(rf"(?<![a-z])(?:{'|'.join(written.WORDS.months)})(?![a-z])", re.IGNORECASE)
_TIME = re.compile(
    r"""(?P<half>午前|午後|오전|오후)?[ ]?(?P<hour>\d{1,2})
    (?:(?P<mark>:|[時시点][ ]?)(?:(?P<minute>\d{1,2})[分분]?(?::(?P<second>\d{2}))?)?)?
    [ ]?(?P<english>[ap]\.?m\.?)?""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_TIME = re.compile(r"[ ,]+(?:at )?|(?<=\d)T|(?<=[日일])")


def archive_date(typed: str) -> ArchiveDate:
    """A date as exactly as it was typed."""
    text = _MONTH_NAME.sub(lambda name: name[0].title(), _tidied(typed))
    return ArchiveDate.parse(_in_numbers(text) or written.read(text) or text)


def day(typed: str) -> date:
    """A single day."""
    try:
        typed_date = archive_date(typed)
    except Unclear as error:
        unreadable = error.sentence == UNREADABLE
        raise (Unclear(_NO_DAY, typed=typed) if unreadable else error) from error
    if typed_date.precision != "day":
        raise Unclear(_NOT_ONE_DAY, typed=typed)
    return typed_date.start


def moment(typed: str) -> tuple[date, time | None]:
    """A day, and the time of day if one was typed."""
    text = _tidied(typed)
    for gap in _BEFORE_TIME.finditer(text):
        if _TIME.fullmatch(typed_time := text[gap.end() :]) and not typed_time.isdigit():
            return day(text[: gap.start()]), time_of_day(typed_time)
    return day(typed), None


def time_of_day(typed: str) -> time:
    """A time of day, on a 24-hour or 12-hour clock."""
    match = _TIME.fullmatch(_tidied(typed))
    half = match and (match["half"] or match["english"])
    if (
        match is None
        or not (match["mark"] or half)
        or (match["mark"] == ":" and not match["minute"])
    ):
        raise Unclear(_NO_TIME, typed=typed)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.lower().startswith(("p", "午後", "오후")) else 0)
    elif half:
        raise Unclear(_NO_TIME, typed=typed)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise Unclear(_NO_TIME, typed=typed) from None


def _tidied(typed: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", typed).split())


def _in_numbers(text: str) -> str | None:
    """The EDTF of a numeric date; raises Unclear if day and month could be confused."""
    if match := _YEAR_FIRST.fullmatch(text):
        return "-".join(part.zfill(2) for part in match.groups() if part)
    if match := _MONTH_AND_YEAR.fullmatch(text):
        return f"{match[2]}-{match[1]:0>2}"
    if match := _YEAR_LAST.fullmatch(text):
        as_in_europe = f"{match[4]}-{match[3]:0>2}-{match[1]:0>2}"
        as_in_america = f"{match[4]}-{match[1]:0>2}-{match[3]:0>2}"
        if int(match[1]) <= 12 and int(match[3]) <= 12 and match[1] != match[3]:
            raise Unclear(_TWO_MEANINGS, typed=text, one=as_in_europe, other=as_in_america)
        return as_in_america if int(match[3]) > 12 else as_in_europe
    return None
