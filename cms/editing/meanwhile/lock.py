"""Saves forms of the same object one after the other."""

from __future__ import annotations

from zlib import crc32

from django.db import connections, router
from django.db.models import Model


def wait_for_others(model: type[Model], kind: int, key: int) -> None:
    """Until the transaction ends, no other form with these two numbers is saved.

    PostgreSQL uses an advisory lock, since rows are locked by all writers, each in its own order.
    SQLite has only one writer. Only the last 31 bits of a key count: two objects that share them
    wait for each other, without further effect.
    """
    connection = connections[router.db_for_write(model)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [kind, key & 0x7FFFFFFF])


def wait_for_forms_of(model: type[Model], key: int) -> None:
    """The lock for forms of one row; 0, which no row has, stands for all of a model."""
    wait_for_others(model, crc32(model._meta.label.encode()) >> 1, key)
