"""Checks the pins against `docs/advisories.csv`: `python -m tests.advisories`.

The last sentence of the output says how old the table's newest line is. An affected pin is a
failure.
"""

import csv
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from packaging.specifiers import SpecifierSet

from tests import pins

TABLE = Path(__file__).parents[1] / "docs/advisories.csv"


class Advisory(NamedTuple):
    package: str
    affected: str  # specifiers, joined by `and` if both must hold, by `or` between ranges
    name: str
    published: str  # year and month
    what: str

    def affects(self, version: str) -> bool:
        ranges = self.affected.split(" or ")
        return any(
            SpecifierSet(part.replace(" and ", ",")).contains(version, prereleases=True)
            for part in ranges
        )


def advisories() -> list[Advisory]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Advisory(*row) for row in list(csv.reader(file))[1:]]


def affected(pinned: dict[str, list[str]]) -> list[str]:
    """A sentence for each pin with a known advisory that a newer version fixes."""
    return [
        f"{row.package}=={version} is affected by {row.name} ({row.what}): {row.affected}."
        for row in advisories()
        for version in pinned.get(row.package, [])
        if row.affects(version)
    ]


def age(today: date) -> str:
    """The age of the table, in a sentence."""
    newest = max(advisory.published for advisory in advisories())
    year, month = map(int, newest.split("-"))
    months = (today.year - year) * 12 + today.month - month
    return (
        f"The newest of {len(advisories())} advisories in docs/advisories.csv is of {newest},"
        f" {months} months ago: what was published since is not looked for."
    )


def main() -> int:
    found = affected(pins.everything())
    for sentence in found:
        print(sentence)
    print(age(datetime.now(UTC).date()))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
