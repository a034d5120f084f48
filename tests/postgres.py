"""A PostgreSQL server for the tests: `python -m tests.postgres pytest -k cursor`.

It is in a temporary folder, listens only on a socket there, and is deleted after the command.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

MISSING = "the suite on PostgreSQL: install its server (Debian: apt install postgresql)"
# Nothing here has to survive a power cut.
HASTE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find_programs() -> Path | None:
    """The folder of the newest `initdb` and `pg_ctl`; Debian does not put them on the PATH."""
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    newest_first = sorted(installed, key=lambda folder: folder.parent.name.zfill(4), reverse=True)
    folders = [*map(Path, os.get_exec_path()), *named_by_pg_config(), *newest_first]
    programs = ("initdb", "pg_ctl", "postgres")
    return next((f for f in folders if all(shutil.which(p, path=f) for p in programs)), None)


def named_by_pg_config() -> list[Path]:
    if not (program := shutil.which("pg_config")):
        return []
    answer = subprocess.run([program, "--bindir"], capture_output=True, text=True)
    return [Path(answer.stdout.strip())] if answer.returncode == 0 else []


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a server and yield its DATABASE_URL; stop it and delete it afterwards."""
    # Not TMPDIR: a socket's whole path must be shorter than 108 characters.
    folder = Path(tempfile.mkdtemp(prefix="archive-postgres-", dir="/tmp"))
    owner = unprivileged_user()
    if owner:
        shutil.chown(folder, user=owner)
    data = str(folder / "data")

    def call(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs / program, "-D", data, *arguments],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            user=owner,
            extra_groups=[] if owner else None,
        )

    try:
        call("initdb", "--username=archive", "--auth=trust", "--encoding=UTF8", "--locale=C")
        options = f"-k {folder} -c listen_addresses='' {HASTE}"
        call("pg_ctl", "start", "--wait", "--silent", f"--log={folder}/log", f"--options={options}")
        try:
            yield f"postgres://archive@/{folder}/archive"
        finally:
            call("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_user() -> str | None:
    """The user for the server if we are root, as which PostgreSQL refuses to run."""
    if os.geteuid() != 0:
        return None
    users = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in users else "nobody"


def stop_cleanly_when_interrupted() -> None:
    """Let Ctrl-C and SIGTERM unwind the stack, so that the server is stopped."""

    def leave(signum: int, frame: FrameType | None) -> NoReturn:
        sys.exit(128 + signum)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run a command to its end, which comes soon if we are interrupted."""
    process = subprocess.Popen(command, env=environment)
    try:
        return process.wait()
    except SystemExit as stop:
        if stop.code != 128 + signal.SIGINT:  # the terminal sends that one to both processes
            process.send_signal(signal.SIGINT)
        process.wait()
        raise


def main(command: list[str]) -> int:
    stop_cleanly_when_interrupted()
    if not (programs := find_programs()):
        sys.exit(f"Left out: {MISSING}.")
    with cluster(programs) as url:
        return run(command, os.environ | {"DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
