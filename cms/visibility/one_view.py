"""One consistent view of the database for everything that a request reads.

What is closed to readers is read before the rows. Without one view, a private section that moves in
between would be shown. The content's version must also be that of the rows it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connections

from cms.sql.statements import read_database

# On SQLite a reader's transaction sees the state at its first statement, and blocks nobody.
_BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    # PostgreSQL would compile an expensive statement for longer than it runs.
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off",
}


@contextmanager
def one_view() -> Iterator[None]:
    """Let all statements within see the content as it was at the first of them; none may write.

    Inside an outer transaction, as in tests, that transaction's isolation applies.
    """
    connection = connections[read_database()]
    connection.close_if_health_check_failed()
    if not connection.get_autocommit():
        yield
        return
    # Django would begin a writer's transaction on SQLite; our statements return JSON anyway.
    vars(connection.features).setdefault("supports_json_field", True)
    # Not Django's `atomic`: its transactions are for writers, which queue for the lock on SQLite.
    driver = connection.connection
    with connection.wrap_database_errors:
        # Two statements in one are never prepared.
        options = {"prepare": False} if connection.vendor == "postgresql" else {}
        driver.execute(_BEGIN[connection.vendor], **options)
    end = driver.rollback
    try:
        yield
        end = driver.commit  # after a rollback psycopg would prepare all statements again
    finally:
        try:
            with connection.wrap_database_errors:
                end()
        except Error:  # lost, or just cancelled by the deadline
            connection.close()


def has_one_view() -> bool:
    """Whether the statements that run now see the content at one instant.

    That is so within `one_view`, and on SQLite within any transaction. For any other transaction it
    is assumed, as in `one_view`: only previews and tests have one.
    """
    connection = connections[read_database()]
    if not connection.get_autocommit():
        return True
    driver = connection.connection
    if connection.vendor == "sqlite":
        return bool(driver and driver.in_transaction)
    return bool(driver and driver.info.transaction_status)
