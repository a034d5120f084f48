"""Pure: the date of a document, which may differ from its post's, and its fiscal year."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from archive.dates import ArchiveDate
from archive.dates.written import Written, find_dates, normalised, year_before
from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.wordpress.profile import FiscalYears, Profile

EARLIEST = 1940
_LATEST = timedelta(days=366)  # an announcement may be about the coming year
_BEFORE_END = re.compile(r"[\s.)\]】」』”\"]*")  # what may follow a date at the end of a title
_AFTER_START = re.compile(r"\s*[:：—–\-,、|・]|\s+[^\x00-\x7f]")
_SEPARATORS = tuple("-–—:：,、|~〜([【")


def document_date(
    title: str,
    date_line: str | None,
    *,
    posted: datetime | None,
    modified: datetime | None,
    today: date,
    profile: Profile,
) -> tuple[str, list[Note]]:
    """The EDTF of a document: from its date line, its title, or the day of its post."""
    instant = posted or modified
    day = instant.date() if instant else today
    if date_line and is_plausible(date_line, day):
        return date_line, []
    if date_of_title := date_in_title(title, day, profile):
        return date_of_title, []
    if posted:
        return day.isoformat(), []
    sentence = message("Neither the document nor its post has a date; %(day)s stands in its place.")
    return day.isoformat(), [Note("date-unknown", sentence, {"day": day.isoformat()})]


def date_in_title(title: str, posted: date, profile: Profile) -> str | None:
    """The date that a title begins or ends with; None if it may mean something else."""
    label = profile.fiscal_years.label
    text = label.sub(lambda year: "_" * len(year[0]), normalised(title).strip())
    for written_date in find_dates(text, words=profile.dates):
        dates_it = _dates_the_title(written_date, text, posted, profile.after_date)
        if dates_it and is_plausible(written_date.edtf, posted):
            return written_date.edtf
    return None


def is_plausible(edtf: str, posted: date) -> bool:
    """Whether a document published on this day can have that date."""
    start = ArchiveDate.parse(edtf).start
    return start.year >= EARLIEST and start - posted <= _LATEST


def fiscal_year(words: FiscalYears, *texts: str) -> str:
    """The printed name of a fiscal year in the first of these texts that has one; otherwise ""."""
    for text in texts:
        if match := words.label.search(normalised(text)):
            return " ".join(match[0].split())
    return ""


def fiscal_span(label: str, document_date: date, profile: Profile) -> tuple[date, date]:
    """First and last day of a fiscal year.

    An activity report needs both days, and an export never contains them.
    """
    digits = re.search(r"\d{4}|\d{1,2}", label)
    if before := year_before(label, profile.dates):
        year = before + (int(digits[0]) if digits else 1)
    else:
        year = int(digits[0]) if digits else document_date.year
    if year < 100:
        year += 1900 if year > 50 else 2000
    month = profile.fiscal_years.first_month
    return date(year, month, 1), date(year + 1, month, 1) - timedelta(days=1)


def period(text: str, document_date: str, profile: Profile) -> str | None:
    """The period that an opening says it covers, “From February 25 to March 1”."""
    document = ArchiveDate.parse(document_date)
    spans = [
        written_date.edtf
        for written_date in find_dates(normalised(text), document.start.year, profile.dates)
        if "-" in written_date.shape and "D" in written_date.shape
    ]
    if len(spans) != 1:
        return None
    return spans[0] if ArchiveDate.parse(spans[0]).end <= document.end else None


def _dates_the_title(written_date: Written, text: str, posted: date, after_date: str) -> bool:
    before, after = text[: written_date.start].rstrip(), text[written_date.end :]
    ends_it = bool(_BEFORE_END.fullmatch(after))
    if written_date.shape == "Y" and text[written_date.start : written_date.end].isdigit():
        year = int(written_date.edtf)
        return ends_it and (before.endswith(_SEPARATORS) or posted.year - year in (0, 1))
    in_brackets = before.endswith(("(", "[", "【")) and after.lstrip().startswith((")", "]", "】"))
    return ends_it or in_brackets or (not before and _parts_it(after, after_date))


def _parts_it(after: str, after_date: str) -> bool:
    """Whether what follows a date at the beginning of a title is separate from it."""
    return bool(_AFTER_START.match(after) or (after and after[0] in after_date))
