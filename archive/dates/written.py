"""Pure: dates as people write them in English, Japanese and Korean, read as EDTF."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from .edtf import ArchiveDate

_LONGEST = 5000  # characters of a text that are looked at
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
}  # the year before the first
_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
MONTH_NAMES = f"{_FULL}|{_SHORT}"
_NAMES = f"{MONTH_NAMES}|{MONTH_NAMES.upper()}"
_TOKEN = re.compile(
    rf"""(?P<iso>(?<!\d)[12]\d{{3}}(?P<mark>[-./])[ ]?\d{{1,2}}(?P=mark)[ ]?\d{{1,2}}(?!\d)\.?)
    | (?P<era>(?:{"|".join(ERAS)})(?:元|\d{{1,2}})年(?!度))
    | (?P<this>\bthis[ ]year\b|今年|올해)
    | (?P<Y>(?<!\d)[12]\d{{3}}(?!\d|[ ]?(?:年度|년도))(?:[ ]?[年년])?)
    | (?P<M>(?<!\d)\d{{1,2}}[ ]?[月월](?!間))
    | (?P<name>\b(?:{_NAMES})(?![A-Za-z])\.?)
    | (?P<D>(?<![\d.,])\d{{1,2}}(?:[ ]?[日일](?!間|간)|(?:st|nd|rd|th)?(?!\w)))
    | (?P<to>[-–—~〜]|\bto\b|\bthrough\b|\buntil\b|から|부터)
    | (?P<between>[\s,]|\bof\b|\bthe\b|まで|까지)""",
    re.VERBOSE,
)
# Year, month and day as they may follow each other; "-" stands for everything that means "to".
_SHAPES = {
    *("Y", "MY", "MDY", "DMY", "YM", "YMD"),
    *("Y-Y", "M-MY", "MY-MY", "MD-DY", "MD-MDY", "MDY-MDY", "D-DMY", "DM-DMY", "DMY-DMY"),
    *("YM-M", "YM-YM", "YMD-D", "YMD-MD", "YMD-YMD"),
}
_DAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_WEEKDAY = re.compile(rf"^(?:{_DAYS})day,?\s|\s?\([月火水木金土日월화수목금토일](?:曜日?|요일)?\)$")


class Written(NamedTuple):
    """A date found in a text: its EDTF, what letters its shape has, where it stands."""

    edtf: str
    shape: str
    start: int
    end: int


class _Token(NamedTuple):
    kind: str
    value: int
    start: int
    end: int


def normalised(text: str) -> str:
    """Text in the form in which positions of found dates count."""
    return unicodedata.normalize("NFKC", text[:_LONGEST])


def read(line: str) -> str | None:
    """The date of a line that says nothing else, but perhaps the day of the week."""
    text = _WEEKDAY.sub("", normalised(line).strip()).strip(" .")
    written_date = next(find_dates(text), None)
    return (
        written_date.edtf
        if written_date and (written_date.start, written_date.end) == (0, len(text))
        else None
    )


def find_dates(text: str, this_year: int | None = None) -> Iterator[Written]:
    """The dates in a normalised text; what could be read in two ways is left out."""
    for run in _runs(text, this_year):
        shape = "".join(token.kind for token in run)
        edtf = _edtf(run) if shape in _SHAPES else None
        if edtf:
            yield Written(edtf, shape, run[0].start, run[-1].end)


def says_the_same(line: str, edtf: str, language: str) -> bool:
    """Whether readers see every word of a line in the date itself, in whatever order."""
    return _words(line) == _words(ArchiveDate.parse(edtf).display(language))


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _runs(text: str, this_year: int | None) -> Iterator[list[_Token]]:
    """Words of dates that follow each other with nothing else between them."""
    run: list[_Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() != end:
            yield _trimmed(run)
            run = []
        run += _tokens(match, this_year)
        end = match.end()
    yield _trimmed(run)


def _trimmed(run: list[_Token]) -> list[_Token]:
    ends = [index for index, token in enumerate(run) if token.kind != "-"]
    return run[ends[0] : ends[-1] + 1] if ends else []


def _tokens(match: re.Match[str], this_year: int | None) -> list[_Token]:
    kind, word = match.lastgroup or "", match[0]
    numbers = [int(number) for number in re.findall(r"\d+", word)]
    if match["iso"]:
        kinds, numbers = "YMD", numbers
    elif match["era"]:
        kinds, numbers = "Y", [ERAS[word[:2]] + (numbers[0] if numbers else 1)]
    elif kind == "this":
        kinds, numbers = ("Y", [this_year]) if this_year else ("?", [0])
    elif kind == "name":
        kinds, numbers = "M", [_MONTHS.index(word[:3].lower()) + 1]
    elif kind == "to":
        kinds, numbers = "-", [0]
    else:
        kinds = "" if kind == "between" else kind
    return [
        _Token(kind_of_token, number, *match.span())
        for kind_of_token, number in zip(kinds, numbers, strict=False)
    ]


def _edtf(run: list[_Token]) -> str | None:
    sides: list[dict[str, int]] = [{}]
    for token in run:
        if token.kind == "-":
            sides.append({})
        else:
            sides[-1][token.kind] = token.value
    # "Dec. 8-10, 2005" says month and year once, whichever side they stand on.
    shared = [{key: side[key] for key in "YM" if key in side} for side in reversed(sides)]
    full = [{**year_and_month, **side} for side, year_and_month in zip(sides, shared, strict=True)]
    try:
        return ArchiveDate.parse("/".join(map(_moment, full))).edtf
    except ValueError:
        return None


def _moment(side: dict[str, int]) -> str:
    numbers = [f"{side['Y']:04}"] + [f"{side[key]:02}" for key in "MD" if key in side]
    return "-".join(numbers)
