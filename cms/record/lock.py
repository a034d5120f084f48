"""One writer of the record at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, router, transaction

from cms.sql.statements import reading_from

from .models import Change


@contextmanager
def record_lock() -> Iterator[Change | None]:
    """Prevent others from recording changes within the context; yields the last change."""
    using = router.db_for_write(Change)
    connection = connections[using]
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(using), reading_from(using):
        if connection.vendor == "postgresql":  # SQLite has only one writer anyway
            with connection.cursor() as cursor:
                if is_outermost:
                    # The first statement after the lock takes the snapshot.
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                table = connection.ops.quote_name(Change._meta.db_table)
                cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield Change.objects.using(using).order_by("-number").first()
