"""The numbers and bullets that Word shows before paragraphs of lists."""

from __future__ import annotations

import re
from collections import defaultdict

from media.cleaning.office.markup import Element, child, value_of, whole_number

from .looks import Properties

BULLET = "•"  # for any bullet: Word's are glyphs of fonts that others lack
LEVELS = 9
# In twentieths of a point: from a label to its text, from one level to the next, and the maximum.
HANGING, STEP, FARTHEST = 567, 360, 5_000
_ROMAN = {
    1000: "m",
    900: "cm",
    500: "d",
    400: "cd",
    100: "c",
    90: "xc",
    50: "l",
    40: "xl",
    10: "x",
    9: "ix",
    5: "v",
    4: "iv",
    1: "i",
}


class Numbers:
    """Counts through one file, from its first paragraph to its last."""

    def __init__(self, numbering: Element | None) -> None:
        lists = [] if numbering is None else numbering.iterfind("{*}abstractNum")
        self._lists = {value_of(entry, "w:abstractNumId"): entry for entry in lists}
        uses = [] if numbering is None else numbering.iterfind("{*}num")
        self._uses = {value_of(use, "w:numId"): use for use in uses}
        self._counts: dict[str | None, dict[int, int]] = defaultdict(dict)
        self._begun: set[str | None] = set()

    def label(self, paragraph: Properties) -> tuple[str, int]:
        """The label of this paragraph, empty outside of a list, and its indent.

        The indent is in twentieths of a point; in a list it is that of the label.
        """
        numbering = paragraph.get("w:numPr")
        use = self._uses.get(value_of(child(numbering, "w:numId")))
        level = min(whole_number(value_of(child(numbering, "w:ilvl"))), LEVELS - 1)
        if use is None:
            return "", _left(paragraph.get("w:ind"), 0)
        key = value_of(child(use, "w:abstractNumId"))
        levels = self._levels(key)
        usual = _left(child(levels.get(level), "w:pPr", "w:ind"), HANGING + STEP * level)
        indent = max(_left(paragraph.get("w:ind"), usual) - HANGING, 0)
        if level not in levels:
            return BULLET, indent
        self._count(use, key, level, levels)
        return self._written(levels, level, self._counts[key]), indent

    def _levels(self, key: str | None) -> dict[int, Element]:
        entries = self._lists.get(key)
        definitions = [] if entries is None else entries.iterfind("{*}lvl")
        return {whole_number(value_of(level, "w:ilvl")): level for level in definitions}

    def _count(self, use: Element, key: str | None, level: int, levels: dict[int, Element]) -> None:
        counts, identifier = self._counts[key], value_of(use, "w:numId")
        if identifier not in self._begun:
            self._begun.add(identifier)
            for override in use.iterfind("{*}lvlOverride"):
                if (start := value_of(child(override, "w:startOverride"))) is not None:
                    counts[whole_number(value_of(override, "w:ilvl"))] = whole_number(start) - 1
        counts[level] = counts.get(level, _start(levels[level]) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

    @staticmethod
    def _written(levels: dict[int, Element], level: int, counts: dict[int, int]) -> str:
        if _format(levels[level]) == "bullet":
            return BULLET
        pattern = value_of(child(levels[level], "w:lvlText")) or ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            entry = levels.get(at)
            count = counts.get(at, _start(entry))
            return numeral(count, _format(entry))

        return re.sub(r"%([1-9])", number, pattern)


def _left(indent: Element | None, usual: int) -> int:
    number = value_of(indent, "w:left") or value_of(indent, "w:start")
    return min(max(whole_number(number, usual), 0), FARTHEST)


def _start(level: Element | None) -> int:
    return whole_number(value_of(child(level, "w:start")), 1)


def _format(level: Element | None) -> str:
    return value_of(child(level, "w:numFmt")) or "decimal"


def numeral(count: int, format: str) -> str:
    """A number in one of Word's formats; digits for all others."""
    if format == "none":
        return ""
    if format == "decimalZero":
        return f"{count:02}"
    letters = str(count)
    if format in ("lowerLetter", "upperLetter") and 0 < count < 703:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif format in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        letters = _roman(count)
    return letters.upper() if format.startswith("upper") else letters


def _roman(count: int) -> str:
    letters = ""
    for value, letter in _ROMAN.items():
        letters += letter * (count // value)
        count %= value
    return letters
