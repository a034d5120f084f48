"""A lock that one process at a time can hold, until it ends or is killed.

It needs no timeout: PostgreSQL's advisory locks end with their connection, and for SQLite an empty
file beside the database is locked, which ends with the process. A database in memory has only one
process.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from django.db import DEFAULT_DB_ALIAS, connections

_HOLDER = """
    SELECT activity.backend_start FROM pg_locks JOIN pg_stat_activity activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = %s AND objsubid = 1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_PATIENCE = 1  # second, as another process may just be checking whether it is held


@dataclass(frozen=True)
class ProcessLock:
    """A lock by its name, shared by all processes on a database."""

    name: str

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the lock within the context; yields False if another process has it. Raises OSError
        if it cannot be locked at all.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor == "postgresql":
            yield from self._held_on_postgresql(connection)
        elif path := self._path(connection):
            yield from _held_beside(path)
        else:
            yield True

    def holder(self) -> datetime | None:
        """Since when a process has been holding it; None if none does."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(_HOLDER, [self._number])
                row = cursor.fetchone()
            return row and row[0]
        path = self._path(connection)
        return _since(path) if path and path.exists() else None

    @property
    def _number(self) -> int:
        return crc32(self.name.encode())

    def _path(self, connection: Any) -> Path | None:
        database = Path(str(connection.settings_dict["NAME"]))
        return database.with_name(f"{database.name}.{self.name}") if database.is_file() else None

    def _held_on_postgresql(self, connection: Any) -> Iterator[bool]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [self._number])
            (is_mine,) = cursor.fetchone()
        try:
            yield is_mine
        finally:
            if is_mine and connection.is_usable():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [self._number])


def _held_beside(path: Path) -> Iterator[bool]:
    with closing(sqlite3.connect(path, timeout=_PATIENCE)) as file:
        try:
            file.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise OSError(f"{path} cannot be locked: {error}.") from error
            yield False
            return
        os.utime(path)
        yield True


def _since(path: Path) -> datetime | None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", timeout=0, uri=True)) as file:
        try:
            file.execute("SELECT 1 FROM sqlite_master")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return None
