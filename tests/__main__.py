"""The whole suite: on SQLite, again on PostgreSQL, and then what this machine left out.

With REQUIRE_ALL=1 it is a failure to leave out what an installation would have allowed.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests import postgres


def main() -> int:
    postgres.stop_cleanly_when_interrupted()
    with tempfile.TemporaryDirectory(prefix="archive-suite-") as folder:
        left_out = Path(folder) / "left_out"
        environment = os.environ | {"LEFT_OUT": str(left_out)}
        environment.pop("DATABASE_URL", None)
        codes = [run_on("SQLite", environment)]
        if programs := postgres.find_programs():
            with postgres.cluster(programs) as url:
                # The browser sees the same pages whatever the database: once is enough.
                environment["DATABASE_URL"] = url
                codes.append(run_on("PostgreSQL", environment, "-m", "not browser"))
        else:
            note(left_out, postgres.MISSING)
        missing = report(left_out)
    installable = any("install" in line for line in missing)
    return max(*codes, 1 if installable and os.environ.get("REQUIRE_ALL") else 0)


def run_on(database: str, environment: dict[str, str], *options: str) -> int:
    print(f"\nThe tests on {database}", flush=True)
    # In order, each worker: tests with real commits are last, and leave every table empty.
    command = [sys.executable, "-m", "pytest", "--numprocesses=auto", "--dist=load", *options]
    return postgres.run(command, environment)


def note(left_out: Path, what: str) -> None:
    with left_out.open("a") as file:
        file.write(f"{what}\n")


def report(left_out: Path) -> list[str]:
    lines = sorted(set(left_out.read_text().splitlines())) if left_out.exists() else []
    print("\nLeft out:" if lines else "\nNothing was left out.")
    for line in lines:
        print(f"  {line}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
