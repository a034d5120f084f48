"""Runs `make bench`: on SQLite, and on a PostgreSQL server of its own if installed.

ENTRIES=100000 also compares pages of an archive of that size with those of a thousand entries;
SECONDS is the time for each table; IMPORT=10000 is the number of imported posts.
"""

import os
import sys

from tests import postgres

MODULES = ("run", "run_grapple", "run_import")
COMMANDS = [[sys.executable, "-m", f"tests.benchmarks.{name}"] for name in MODULES]


def main() -> int:
    postgres.stop_cleanly_when_interrupted()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    codes = run_all(environment)
    if programs := postgres.find_programs():
        with postgres.cluster(programs) as url:
            codes += run_all(environment | {"DATABASE_URL": url})
    else:
        print(f"Left out: {postgres.MISSING}.")
    return max(codes)


def run_all(environment: dict[str, str]) -> list[int]:
    return [postgres.run(command, environment) for command in COMMANDS]


if __name__ == "__main__":
    sys.exit(main())
