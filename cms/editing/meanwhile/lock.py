"""Forms of one object, one after the other."""

from __future__ import annotations

from zlib import crc32

from django.db import connections, router
from django.db.models import Model


def wait_for_others(model: type[Model], kind: int, key: int) -> None:
    """Until the transaction ends, no other form with these two numbers is saved.

    On PostgreSQL by a lock that nothing else takes: rows are locked by all that writes them, each
    in an order of its own. On SQLite whoever writes is alone. Of a long key the last 31 bits count:
    two that share them wait for each other, and nothing else comes of it.
    """
    connection = connections[router.db_for_write(model)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [kind, key & 0x7FFFFFFF])


def wait_for_forms_of(model: type[Model], key: int) -> None:
    """The same of forms of one row; 0, which no row has, is for what concerns all of a model."""
    wait_for_others(model, crc32(model._meta.label.encode()) >> 1, key)
