"""One state of the index: which documents have which value, which are visible, and their dates."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyroaring import BitMap

from .dimensions import VISIBLE
from .postings import Postings

Sets = Mapping[Hashable, BitMap]


@dataclass(frozen=True, eq=False)
class Index:
    """Sets of keys of documents; nothing alters them, or the index.

    Its postings are read when they are asked for, and say then what they would have said before.
    """

    sets: Mapping[str, Sets]  # by dimension and value
    dates: array[int]  # by key: what a document is sorted by
    visible: BitMap
    postings: Postings = field(default_factory=Postings)

    @classmethod
    def of(cls, rows: Mapping[str, Iterable[tuple[Hashable, list[int]]]]) -> Index:
        """The index of what the statements of all dimensions gave."""
        return _EMPTY.advanced(BitMap(), rows)

    def advanced(
        self,
        changed: BitMap,
        rows: Mapping[str, Iterable[tuple[Hashable, list[int]]]],
        *,
        is_all_visible: bool = False,
    ) -> Index:
        """The next index: of the documents `changed` it holds what these rows say of them.

        With `is_all_visible` the rows say of all documents whether they are visible.
        """
        dates = self.dates[:]
        for value, keys in rows["date"]:
            _put(dates, ordinal(value), keys)
        sets = {name: _without(self.sets.get(name, {}), changed) for name in (*rows, "year")}
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

    def counts(self, dimension: str, among: BitMap) -> list[tuple[Hashable, int]]:
        """How many of these documents have each value, where any has."""
        counts = (
            (value, keys.intersection_cardinality(among))
            for value, keys in self.sets[dimension].items()
        )
        return [(value, count) for value, count in counts if count]

    def newest(self, among: BitMap, most: int, before: tuple[int, int] | None = None) -> list[int]:
        """The keys of the newest of these documents, the newest first.

        With the date and key of a document only those that come after that one.
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
    """The same sets where none of these documents is in them, others in their place."""
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


def ordinal(date: Hashable) -> int:
    """A date's sort key as a number, which sorts alike; nought where there is none."""
    return int(text) if (text := str(date)).isdecimal() else 0
