"""What `make run` does after the installation: database, demo archive, server, clock."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError

ROOT = Path(__file__).resolve().parent.parent
TICK_SECONDS = 60


def main() -> None:
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    refuse_taken_address(host, port)
    refuse_unwritable_folder(ROOT / "var")
    address = address_to_open(host, port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    os.environ.setdefault("ADMIN_URL", address)
    django.setup()
    try:
        prepare_database()
        introduce(address)
    except DatabaseError as error:
        sys.exit(f"The database cannot be used: {str(error).splitlines()[0]}.")
    sys.exit(serve(host, port))


def refuse_no_port(port: str) -> None:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {port!r}.")


def refuse_taken_address(host: str, port: str) -> None:
    refuse_no_port(port)
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            host, int(port), type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As Django's server does, so that connections still closing do not count as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        sys.exit(
            f"Nothing can listen on {host} port {port}: {error.strerror}. "
            "Try another one, for example: make run PORT=8001"
        )


def refuse_unwritable_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
        (folder / ".writable").touch()
        (folder / ".writable").unlink()
    except OSError as error:
        sys.exit(f"{folder.name}/, where the data goes, cannot be written: {error.strerror}.")


def address_to_open(host: str, port: str) -> str:
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- compared, not listened on
    return f"http://{bracketed(everywhere.get(host, host))}:{port}"


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def prepare_database() -> None:
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        print("Making the database: half a minute, and only this once.", flush=True)
        call_command("migrate", verbosity=0)
    if not has_accounts():
        call_command("load_demo", verbosity=0)


def has_accounts() -> bool:
    """Whether this database was ever used: the demo is only loaded into an empty one."""
    from django.contrib.auth import get_user_model

    return get_user_model().objects.exists()


def introduce(address: str) -> None:
    places = {
        "Site": f"{settings.FRONTEND_URL}/",
        "Admin": f"{address}/admin/",
        "API": f"{address}/graphql/",
        "Login": login(),
    }
    lines = "".join(f"  {name:<6} {place}\n" for name, place in places.items())
    print(f"\n{lines}", flush=True)


def login() -> str:
    from django.contrib.auth import get_user_model

    from home.desk.accounts import NAMES

    accounts = get_user_model().objects.filter(username__in=NAMES, is_active=True)
    open_names = {user.username for user in accounts if user.check_password(user.username)}
    names = [name for name in NAMES if name in open_names]
    return f"{', '.join(names)}; the password is the name" if names else "your own account"


def serve(host: str, port: str) -> int:
    """Run Django's development server, which reloads when code changes, and a tick every minute."""
    os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    with started("runserver", f"{bracketed(host)}:{port}") as server:
        while True:
            # A new process each time, with the current code. Ctrl-C reaches it through us.
            with started("tick", "--verbosity=0", start_new_session=True) as tick:
                tick.wait()
            with suppress(subprocess.TimeoutExpired):
                return server.wait(TICK_SECONDS)


@contextmanager
def started(*arguments: str, **options: Any) -> Iterator[subprocess.Popen]:
    """Run a command of manage.py, and end it when the context ends."""
    command = [sys.executable, "manage.py", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, **options)  # noqa: S603 -- the words are ours
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
