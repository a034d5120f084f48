"""Runs the whole suite: on SQLite, then on PostgreSQL; then lists what this machine skipped.

With REQUIRE_ALL=1, skipping something that an installation would allow is a failure.
"""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests import postgres, ready


def main() -> int:
    postgres.stop_cleanly_when_interrupted()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="archive-suite-"))
        left_out, file = Path(folder) / "left_out", Path(folder) / "ready.sqlite3"
        environment = os.environ | {"LEFT_OUT": str(left_out)}
        environment.pop("DATABASE_URL", None)
        programs = postgres.find_programs()
        server = stack.enter_context(postgres.cluster(programs)) if programs else ""
        on_server = [f"{server.rpartition('/')[0]}/ready"] if server else []
        codes = [ready.make([f"sqlite:///{file}", *on_server])]
        codes.append(run_on("SQLite", environment | {ready.READY: str(file)}))
        if server:
            # The browser sees the same pages on any database: once is enough.
            environment |= {"DATABASE_URL": server, ready.READY: "ready"}
            codes.append(run_on("PostgreSQL", environment, "-m", "not browser"))
        else:
            note(left_out, postgres.MISSING)
        missing = report(left_out)
    installable = any("install" in line for line in missing)
    return max(*codes, 1 if installable and os.environ.get("REQUIRE_ALL") else 0)


def run_on(database: str, environment: dict[str, str], *options: str) -> int:
    print(f"\nThe tests on {database}", flush=True)
    # Each worker runs in order: tests with real commits come last, and leave every table empty.
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
