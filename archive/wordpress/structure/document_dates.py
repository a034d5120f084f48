"""Pure: the date of a document, apart from that of its post, and the year it accounts for."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from archive.dates import ArchiveDate
from archive.dates.written import ERAS, Written, find_dates, normalised
from archive.wordpress.parts import Note

EARLIEST = 1940
_LATEST = timedelta(days=366)  # an announcement may speak of the year to come
_FISCAL_YEAR = re.compile(
    r"(?:\bFY|\bfiscal\s+year)[\s.]{0,3}['’]?\d{2,4}(?:\s?[-–—/~]\s?\d{2,4})?(?!\d)"
    r"|(?:平成|昭和|令和)(?:元|\d{1,2})年度"
    r"|(?<!\d)\d{4}(?:\s?[-–—~〜]\s?\d{4})?\s?(?:年度|년도|회계연도)",
    re.IGNORECASE,
)
_ERA = re.compile(r"(平成|昭和|令和)(元|\d{1,2})")
_BEFORE_END = re.compile(r"[\s.)\]】」』”\"]*")  # what may still follow a date that ends a title
_AFTER_START = re.compile(r"\s*[:：—–\-,、|・]|[の의分号]|\s+[^\x00-\x7f]")
_SEPARATORS = tuple("-–—:：,、|~〜([【")


def document_date(
    title: str,
    date_line: str | None,
    *,
    posted: datetime | None,
    modified: datetime | None,
    today: date,
) -> tuple[str, list[Note]]:
    """The EDTF of a document: by its own date line, its title, or the day of its post."""
    instant = posted or modified
    day = instant.date() if instant else today
    if date_line and is_plausible(date_line, day):
        return date_line, []
    if date_of_title := date_in_title(title, day):
        return date_of_title, []
    if posted:
        return day.isoformat(), []
    sentence = f"Neither the document nor its post has a date; {day} stands in its place."
    return day.isoformat(), [Note("date-unknown", sentence)]


def date_in_title(title: str, posted: date) -> str | None:
    """The date that a title begins or ends with; None where it may mean something else."""
    text = _FISCAL_YEAR.sub(lambda label: "_" * len(label[0]), normalised(title).strip())
    for written_date in find_dates(text):
        if _dates_the_title(written_date, text, posted) and is_plausible(written_date.edtf, posted):
            return written_date.edtf
    return None


def is_plausible(edtf: str, posted: date) -> bool:
    """Whether a document put online on this day can be of that date."""
    start = ArchiveDate.parse(edtf).start
    return start.year >= EARLIEST and start - posted <= _LATEST


def fiscal_year(*texts: str) -> str:
    """What the first of these texts that names a fiscal year calls it, as printed, else ""."""
    for text in texts:
        if match := _FISCAL_YEAR.search(normalised(text)):
            return " ".join(match[0].split())
    return ""


def fiscal_span(label: str, document_date: date) -> tuple[date, date]:
    """First and last day of a fiscal year from April to March, as the Japanese Finance Act has it.

    An activity report cannot do without the two days, and an export never tells them.
    """
    if era := _ERA.search(label):
        year = ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))
    else:
        digits = re.search(r"\d{4}|\d{2}", label)
        year = int(digits[0]) if digits else document_date.year
    if year < 100:
        year += 1900 if year > 50 else 2000
    return date(year, 4, 1), date(year + 1, 3, 31)


def period(text: str, document_date: str) -> str | None:
    """The span of days that an opening says it reports on, “From February 25 to March 1”."""
    document = ArchiveDate.parse(document_date)
    spans = [
        written_date.edtf
        for written_date in find_dates(normalised(text), document.start.year)
        if "-" in written_date.shape and "D" in written_date.shape
    ]
    if len(spans) != 1:
        return None
    return spans[0] if ArchiveDate.parse(spans[0]).end <= document.end else None


def _dates_the_title(written_date: Written, text: str, posted: date) -> bool:
    before, after = text[: written_date.start].rstrip(), text[written_date.end :]
    ends_it = bool(_BEFORE_END.fullmatch(after))
    if written_date.shape == "Y" and text[written_date.start : written_date.end].isdigit():
        year = int(written_date.edtf)
        return ends_it and (before.endswith(_SEPARATORS) or posted.year - year in (0, 1))
    in_brackets = before.endswith(("(", "[", "【")) and after.lstrip().startswith((")", "]", "】"))
    return ends_it or in_brackets or (not before and bool(_AFTER_START.match(after)))
