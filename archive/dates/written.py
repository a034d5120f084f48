"""Pure: dates as people write them in English, Japanese and Korean, parsed to EDTF.

The words are data, `WORDS`; pass others to parse other languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from .edtf import ArchiveDate

_LONGEST = 5000  # characters of a text that are searched
_LONGEST_LINE = 200  # of a date, however it is written
_NEVER = r"(?!)"


@dataclass(frozen=True, eq=False)
class DateWords:
    """The words of dates in some languages, most as verbose expressions; without any, numbers."""

    months: Mapping[str, int] = field(default_factory=dict)  # in capitals as well
    eras: Mapping[str, int] = field(default_factory=dict)  # the year before the first of each
    in_era: str = _NEVER  # what follows the name of an era
    this_year: str = _NEVER
    year: str = _NEVER  # what may follow the number of a year, a month, a day
    month: str = _NEVER
    day: str = _NEVER
    no_year: str = _NEVER  # what makes it none
    to: str = _NEVER
    between: str = _NEVER
    weekday: str = _NEVER  # at the begin or end of a line

    @cached_property
    def number_of_month(self) -> dict[str, int]:
        return {name.casefold(): number for name, number in self.months.items()}

    @cached_property
    def token(self) -> re.Pattern[str]:
        """One word of a date, by its kind."""
        names = "|".join([*self.months, *map(str.upper, self.months)]) or _NEVER
        return re.compile(
            rf"""
            (?P<iso>(?<!\d)[12]\d{{3}}(?P<mark>[-./])[ ]?\d{{1,2}}(?P=mark)[ ]?\d{{1,2}}(?!\d)\.?)
            | (?P<era>(?:{"|".join(self.eras) or _NEVER}){self.in_era})
            | (?P<this>{self.this_year})
            | (?P<Y>(?<!\d)[12]\d{{3}}(?!\d|{self.no_year})(?:{self.year})?)
            | (?P<M>(?<!\d)\d{{1,2}}{self.month})
            | (?P<name>\b(?:{names})(?![A-Za-z])\.?)
            | (?P<D>(?<![\d.,])\d{{1,2}}(?:{self.day}|(?!\w)))
            | (?P<to>[-–—~〜]|{self.to})
            | (?P<between>[\s,]|{self.between})""",
            re.VERBOSE,
        )


NO_WORDS = DateWords()
_FULL = "January February March April May June July August September October November December"
_SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_DAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
# English, Japanese and Korean.
WORDS = DateWords(
    months={
        **{name: number for number, name in enumerate(_FULL.split(), 1)},
        "Sept": 9,
        **{name: number for number, name in enumerate(_SHORT.split(), 1)},
    },
    eras={"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018},
    in_era=r"(?:元|\d{1,2})年(?!度)",
    this_year=r"\bthis[ ]year\b|今年|올해",
    year=r"[ ]?[年년]",
    month=r"[ ]?[月월](?!間)",
    day=r"[ ]?[日일](?!間|간)|(?:st|nd|rd|th)(?!\w)",
    no_year=r"[ ]?(?:年度|년도)",
    to=r"\bto\b|\bthrough\b|\buntil\b|から|부터",
    between=r"\bof\b|\bthe\b|まで|까지",
    weekday=rf"^(?:{_DAYS})day,?\s|\s?\([月火水木金土日월화수목금토일](?:曜日?|요일)?\)$",
)
# Year, month and day as they may follow each other; "-" stands for everything that means "to".
_SHAPES = {
    *("Y", "MY", "MDY", "DMY", "YM", "YMD"),
    *("Y-Y", "M-MY", "MY-MY", "MD-DY", "MD-MDY", "MDY-MDY", "D-DMY", "DM-DMY", "DMY-DMY"),
    *("YM-M", "YM-YM", "YMD-D", "YMD-MD", "YMD-YMD"),
}


class Written(NamedTuple):
    """A date found in a text: its EDTF, its shape in letters, its position."""

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
    """Text in the form that the positions of found dates refer to."""
    return unicodedata.normalize("NFKC", text[:_LONGEST])


def read(line: str, words: DateWords = WORDS) -> str | None:
    """The date of a line that contains nothing else, except perhaps the day of the week."""
    if len(line) > _LONGEST_LINE:
        return None
    text = re.sub(words.weekday, "", normalised(line).strip()).strip(" .")
    written_date = next(find_dates(text, words=words), None)
    return (
        written_date.edtf
        if written_date and (written_date.start, written_date.end) == (0, len(text))
        else None
    )


def find_dates(
    text: str, this_year: int | None = None, words: DateWords = WORDS
) -> Iterator[Written]:
    """The dates in a normalised text, without ambiguous ones."""
    for run in _runs(text, this_year, words):
        shape = "".join(token.kind for token in run)
        edtf = _edtf(run) if shape in _SHAPES else None
        if edtf:
            yield Written(edtf, shape, run[0].start, run[-1].end)


def says_the_same(line: str, edtf: str, language: str) -> bool:
    """Whether readers see every word of a line in the date itself, in whatever order."""
    return _words(line) == _words(ArchiveDate.parse(edtf).display(language))


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _runs(text: str, this_year: int | None, words: DateWords) -> Iterator[list[_Token]]:
    """Runs of words of dates with nothing else between them."""
    run: list[_Token] = []
    end = 0
    for match in words.token.finditer(text):
        if match.start() != end:
            yield _trimmed(run)
            run = []
        run += _tokens(match, this_year, words)
        end = match.end()
    yield _trimmed(run)


def _trimmed(run: list[_Token]) -> list[_Token]:
    ends = [index for index, token in enumerate(run) if token.kind != "-"]
    return run[ends[0] : ends[-1] + 1] if ends else []


def _tokens(match: re.Match[str], this_year: int | None, words: DateWords) -> list[_Token]:
    kind, word = match.lastgroup or "", match[0]
    numbers = [int(number) for number in re.findall(r"\d+", word)]
    if match["iso"]:
        kinds, numbers = "YMD", numbers
    elif match["era"]:
        kinds, numbers = "Y", [year_before(word, words) + (numbers[0] if numbers else 1)]
    elif kind == "this":
        kinds, numbers = ("Y", [this_year]) if this_year else ("?", [0])
    elif kind == "name":
        kinds, numbers = "M", [words.number_of_month[word.rstrip(".").casefold()]]
    elif kind == "to":
        kinds, numbers = "-", [0]
    else:
        kinds = "" if kind == "between" else kind
    return [
        _Token(kind_of_token, number, *match.span())
        for kind_of_token, number in zip(kinds, numbers, strict=False)
    ]


def year_before(word: str, words: DateWords) -> int:
    """The year before the first of the era that this begins with; 0 if it begins with none."""
    return next((year for era, year in words.eras.items() if word.startswith(era)), 0)


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
