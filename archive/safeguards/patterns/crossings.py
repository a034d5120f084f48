"""Finds the day on which somebody crossed a river or border;

place and day together identify them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.dates.written import Written, find_dates

_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:\.(?=\d)[^.!?。！？\n]+)*")
_CROSSED = re.compile(
    r"\b(?:cross(?:ed|es|ing)?|swam|swim|wad(?:ed|ing)|ford(?:ed|ing)|fled|escaped?|smuggled)\b"
    r"|渡(?!航|辺)|越え|越境|脱出|도강|건너|건넜|넘어|넘었|탈북|过江|過江|越境|渡江|过了",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:Tumen|Tuman|Yalu|Amnok|Mekong|border|river|frontier)\b"
    r"|豆満江|図們江|鴨緑江|メコン|国境|川を|두만강|압록강|메콩|국경|강을|图们江|圖們江|鸭绿江|鴨綠江|湄公河|边境",
    re.IGNORECASE,
)
_DAY = {"MDY", "DMY", "YMD"}


def crossings(text: str) -> Iterator[str]:
    """The sentences that say where somebody crossed, and on which day."""
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        is_crossing = _CROSSED.search(sentence) and _WHERE.search(sentence)
        if is_crossing and any(_is_to_the_day(date) for date in find_dates(sentence)):
            yield sentence.strip()


def _is_to_the_day(date: Written) -> bool:
    return not _DAY.isdisjoint(date.shape.split("-"))
