"""`make bench`: on SQLite, and on a PostgreSQL server of its own where there is one.

ENTRIES=100000 also compares pages of an archive of that size with those of a thousand entries;
SECONDS is the time for each table.
"""

import os
import sys

from tests import postgres

COMMAND = [sys.executable, "-m", "tests.benchmarks.run"]


def main() -> int:
    postgres.stop_cleanly_when_interrupted()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    codes = [postgres.run(COMMAND, environment)]
    if programs := postgres.find_programs():
        with postgres.cluster(programs) as url:
            codes.append(postgres.run(COMMAND, environment | {"DATABASE_URL": url}))
    else:
        print(f"Left out: {postgres.MISSING}.")
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
