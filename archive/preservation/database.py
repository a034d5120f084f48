"""Dumps the database of one moment into a file, and loads it into an empty database.

SQLite uses its own backup, PostgreSQL `pg_dump` and `pg_restore`. Queries within `moment` see what
is in the file. Sessions are omitted, because their keys are logins.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, connection

from cms.sql.statements import reading_from
from cms.visibility.one_view import one_view

LEFT_OUT = Session._meta.db_table
FILES = {"sqlite": "data/database.sqlite3", "postgresql": "data/database.pgdump"}


class DumpError(Exception):
    """The database cannot be dumped or loaded; the message says why."""


def file_name() -> str:
    """The path of this installation's database in a bag."""
    return FILES[connection.vendor]


@contextmanager
def moment() -> Iterator[Callable[[Path], None]]:
    """One snapshot of the database: yields a function that writes it into a file.

    Others can read and write meanwhile.
    """
    with reading_from(DEFAULT_DB_ALIAS), one_view():
        connection.introspection.table_names()  # the snapshot begins with the first statement
        yield _dump_sqlite if connection.vendor == "sqlite" else _dump_postgresql


def is_empty() -> bool:
    return not connection.introspection.table_names()


def load(path: Path) -> None:
    """Load a file into an empty database, completely or not at all."""
    if connection.vendor == "sqlite":
        with _opened(path) as source:
            source.backup(connection.connection)
    else:
        options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
        _run("pg_restore", *options, "--dbname", _address(), str(path))
    connection.close()


def _dump_sqlite(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    try:
        with _opened(path) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            copy.execute("PRAGMA secure_delete = ON")
            copy.execute(f'DELETE FROM "{LEFT_OUT}"')  # noqa: S608 -- a table of Django's
            copy.commit()
    except sqlite3.Error as error:  # such as a full disk
        raise DumpError(f"The database cannot be written out: {error}.") from error


def _dump_postgresql(path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    options = ("--format=custom", f"--snapshot={snapshot}", f"--exclude-table-data={LEFT_OUT}")
    _run("pg_dump", *options, "--dbname", _address(), "--file", str(path))


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(path)
    try:
        yield database
    finally:
        database.close()


def _address() -> str:
    """Connection parameters for libpq, without the password, which process lists would show."""
    from psycopg.conninfo import make_conninfo
    from psycopg.pq import Conninfo

    keywords = {option.keyword.decode() for option in Conninfo.get_defaults()} - {"password"}
    parameters: dict[str, Any] = connection.get_connection_params()
    return make_conninfo(**{key: value for key, value in parameters.items() if key in keywords})


def _run(program: str, *arguments: str) -> None:
    if not shutil.which(program):
        raise DumpError(
            f"{program} is not there: install PostgreSQL's client programs, of the server's major "
            "version or a newer one (Debian: apt install postgresql-client)."
        )
    password = str(connection.settings_dict["PASSWORD"] or "")
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    answer = subprocess.run(  # noqa: S603 -- a program of PostgreSQL's, without a shell
        [program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        lines = answer.stderr.strip().splitlines() or [f"status {answer.returncode}"]
        raise DumpError(f"{program} failed: {lines[-1]}")
