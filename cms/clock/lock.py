"""One tick at a time: a lock that is free again the moment its process ends, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files import locks
from django.db import connections, router

from .models import JobRun

_KEY = 0x7469636B  # "tick": of PostgreSQL's advisory lock, one for each database


@contextmanager
def tick_lock() -> Iterator[bool]:
    """Take the lock of this database; yields False where another process holds it."""
    connection = connections[router.db_for_write(JobRun)]
    acquire = _advisory_lock if connection.vendor == "postgresql" else _file_lock
    with acquire(connection) as is_held:
        yield is_held


@contextmanager
def _advisory_lock(connection: Any) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_KEY])
        [is_held] = cursor.fetchone()
    try:
        yield is_held
    finally:
        if is_held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEY])


@contextmanager
def _file_lock(connection: Any) -> Iterator[bool]:
    """Lock a file beside the database: locks of the database's own file are SQLite's."""
    if connection.is_in_memory_db():
        yield True
        return
    with Path(f"{connection.settings_dict['NAME']}-tick").open("w") as file:
        # Closing the file frees the lock.
        yield locks.lock(file, locks.LOCK_EX | locks.LOCK_NB)
