"""What `docs/advisories.csv` says of the pins: `python -m tests.advisories`.

The table is as old as its newest line, which the last sentence says. A pin that it names is a
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
    affected: str  # specifiers, `and` between those that hold together, `or` between ranges
    name: str
    published: str  # a year and a month
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
    """A sentence for each pin that is older than the mend of an advisory."""
    return [
        f"{row.package}=={version} is affected by {row.name} ({row.what}): {row.affected}."
        for row in advisories()
        for version in pinned.get(row.package, [])
        if row.affects(version)
    ]


def age(today: date) -> str:
    """How old the table is, in a sentence."""
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
