"""A database migrated once, before the suite's workers begin, which each worker copies.

Otherwise each worker would need half a minute of CPU for each database.
"""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

READY = "READY_DATABASE"  # in a worker's environment: a file of SQLite, or a name on PostgreSQL


def make(urls: Iterable[str]) -> int:
    """Make all of them in parallel; returns the highest exit status."""
    command = [sys.executable, "-m", "tests.ready"]
    makers = [subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url}) for url in urls]
    try:
        return max(maker.wait() for maker in makers)
    finally:
        for maker in makers:
            maker.terminate()  # if we are interrupted


def copy() -> None:
    """Make the tests' database of this process a copy of the prepared one."""
    from django.conf import settings

    test = settings.DATABASES["default"].setdefault("TEST", {})
    ready = os.environ[READY]
    if is_file(ready):
        shutil.copy(ready, test["NAME"])
    else:
        test["TEMPLATE"] = ready


def is_file(ready: str) -> bool:
    return Path(ready).is_absolute()


def main() -> None:
    """Create the database of DATABASE_URL, and migrate it."""
    gc.set_threshold(50_000, 20, 50)  # migrations create and discard thousands of classes
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if connection.vendor == "postgresql":
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
