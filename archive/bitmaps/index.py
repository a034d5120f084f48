"""One state of the index: which documents have which value, which are visible, and their dates."""

from __future__ import annotations

import operator
from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pyroaring import BitMap

from archive.casefold import folded

from .dimensions import VISIBLE
from .postings import Postings

Sets = Mapping[Hashable, BitMap]
_SIDES = ("begins", "ends")  # by month: the documents whose date begins or ends in it
_DERIVED = ("year", *_SIDES)
_DAYS = 100  # of a month in a number such as 20061019


@dataclass(frozen=True, eq=False)
class Index:
    """Sets of keys of documents; neither they nor the index are ever changed.

    Its postings are read on demand, and are the same whenever that is.
    """

    sets: Mapping[str, Sets]  # by dimension and value
    dates: array[int]  # by key: what a document is sorted by
    visible: BitMap
    postings: Postings = field(default_factory=Postings)

    @classmethod
    def of(cls, rows: Mapping[str, Iterable[tuple[Hashable, list[int]]]]) -> Index:
        """The index made from the results of the statements of all dimensions."""
        return _EMPTY.advanced(BitMap(), rows)

    def advanced(
        self,
        changed: BitMap,
        rows: Mapping[str, Iterable[tuple[Hashable, list[int]]]],
        *,
        is_all_visible: bool = False,
    ) -> Index:
        """The next index: for the documents `changed`, these rows replace what it contains.

        With `is_all_visible`, the rows say for all documents whether they are visible.
        """
        dates = self.dates[:]
        sets = {name: _without(self.sets.get(name, {}), changed) for name in (*rows, *_DERIVED)}
        in_months: dict[tuple[str, int], list[int]] = defaultdict(list)
        for value, keys in rows["date"]:
            _put(dates, date := ordinal(value), keys)
            for side, day in zip(_SIDES, _days(date), strict=True):
                in_months[side, day // _DAYS] += keys
        for (side, month), keys in in_months.items():
            _add(sets[side], month, keys)
        for name, values in rows.items():
            for value, keys in values:
                _add(sets[name], value, keys)
                if name == "month":
                    _add(sets["year"], str(value)[:4], keys)
        visible_now = sets.pop(VISIBLE).get(1, BitMap())
        del sets["date"]
        kept_visible = BitMap() if is_all_visible else self.visible - changed
        return Index(sets, dates, kept_visible | visible_now, self.postings.after(changed))

    def having(self, dimension: str, values: Iterable[Hashable]) -> BitMap:
        """The documents that have any of these values."""
        sets = self.sets[dimension]
        return BitMap.union(BitMap(), *(sets[value] for value in values if value in sets))

    def below(self, path: str) -> BitMap:
        """The documents below a page of the tree, at any depth."""
        sections = (section for section in self.sets["section"] if str(section).startswith(path))
        return self.having("section", sections)

    def dated(self, first: int | None, last: int | None) -> BitMap:
        """The visible documents whose own date overlaps these days; numbers such as 20061019."""
        dated = self.visible
        if first is not None:
            dated = dated & self._compared("ends", first, operator.gt)
        if last is not None:
            dated = dated & self._compared("begins", last, operator.lt)
        return dated

    def _compared(self, side: str, day: int, is_beyond: Callable[[int, int], bool]) -> BitMap:
        """The documents whose date begins or ends on a day or beyond it, whole months at once."""
        place, month_of_day = _SIDES.index(side), day // _DAYS
        months: Mapping[Any, BitMap] = self.sets[side]
        whole = (keys for month, keys in months.items() if is_beyond(month, month_of_day))
        days = ((key, _days(self.dates[key])[place]) for key in months.get(month_of_day, ()))
        of_month = [key for key, own in days if own == day or is_beyond(own, day)]
        return BitMap.union(BitMap(of_month), *whole)

    def with_contributor(self, name: str) -> BitMap:
        """The documents with a contributor of this name, ignoring case."""
        return self.having("name", self._names.get(folded(name), ()))

    @cached_property
    def _names(self) -> Mapping[str, list[Hashable]]:
        names: dict[str, list[Hashable]] = defaultdict(list)
        for name in self.sets["name"]:
            names[folded(str(name))].append(name)
        return names

    def counts(self, dimension: str, among: BitMap) -> list[tuple[Hashable, int]]:
        """How many of these documents have each value, without zeros."""
        counts = (
            (value, keys.intersection_cardinality(among))
            for value, keys in self.sets[dimension].items()
        )
        return [(value, count) for value, count in counts if count]

    def newest(self, among: BitMap, most: int, before: tuple[int, int] | None = None) -> list[int]:
        """The keys of the newest of these documents, the newest first.

        With the date and key of a document, only those that come after it.
        """
        newest: list[int] = []
        for year in self._years:
            if len(newest) >= most:
                break
            places = ((self.dates[key], key) for key in self.sets["year"][year] & among)
            later = (place for place in places if before is None or place < before)
            newest += [key for _date, key in sorted(later, reverse=True)]
        return newest[:most]

    @cached_property
    def _years(self) -> list[str]:
        return sorted(map(str, self.sets["year"]), reverse=True)


_EMPTY = Index({}, array("q"), BitMap())


def _without(sets: Sets, changed: BitMap) -> dict[Hashable, BitMap]:
    """The same sets, with these documents removed and others added."""
    if not changed:
        return dict(sets)
    remaining = (
        (value, keys - changed if keys.intersect(changed) else keys) for value, keys in sets.items()
    )
    return {value: keys for value, keys in remaining if keys}


def _add(sets: dict[Hashable, BitMap], value: Hashable, keys: list[int]) -> None:
    added = BitMap(keys)
    sets[value] = sets[value] | added if value in sets else added


def _put(dates: array[int], value: int, keys: list[int]) -> None:
    if (missing := max(keys) + 1 - len(dates)) > 0:
        dates.extend([0] * missing)
    for key in keys:
        dates[key] = value


def _days(date: int) -> tuple[int, int]:
    """The first and last day of a date's sort key, as numbers such as 20061019."""
    first, from_last = divmod(date, 10**8)
    return first, 99_999_999 - from_last


def ordinal(date: Hashable) -> int:
    """A date's sort key as a number, which sorts alike; zero if there is none."""
    return int(text) if (text := str(date)).isdecimal() else 0
