"""Tells a lost database or storage from a fault of ours."""

from __future__ import annotations

import errno
import sys
from enum import Enum

from django.db import Error, InterfaceError, OperationalError, connections

RETRY_SECONDS = 5
# Classes and codes of SQLSTATE: no connection, out of resources, and terminated by the operator.
CLASSES = ("08", "53", "57P", "58")
# A read-only server, such as one left after a failover.
READ_ONLY, WHY_READ_ONLY = "25006", ("default_transaction_read_only", "in_hot_standby")
# The same for SQLite, by the beginning of a code's name. Its messages may contain a column's name,
# such as `locked`.
NAMES = ("SQLITE_BUSY", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_CANTOPEN", "SQLITE_READONLY")
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


class Lost(Enum):
    """What cannot be used at the moment."""

    DATABASE = "database"
    STORAGE = "storage"


def is_lost(error: BaseException | None) -> bool:
    """Whether an error or its cause means that the database cannot be used at the moment."""
    return lost_by(error) is Lost.DATABASE


def lost_by(error: BaseException | None) -> Lost | None:
    """What is lost according to an error or its cause; None for a fault of ours."""
    visited: set[int] = set()  # errors may be each other's causes
    while error is not None and id(error) not in visited:
        if isinstance(error, Error) and _says_so(error):
            return Lost.DATABASE
        if _is_of_storage(error):
            return Lost.STORAGE
        visited.add(id(error))
        error = error.__cause__ or error.__context__
    return None


def _is_of_storage(error: BaseException) -> bool:
    """A disk that is full or read-only; a bucket that does not answer, or answers 5xx."""
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    s3 = sys.modules.get("botocore.exceptions")  # it loads slowly, and may not be used
    transfer = sys.modules.get("s3transfer.exceptions")
    if s3 is None or transfer is None:
        return False
    if isinstance(error, s3.ClientError):
        return error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= 500
    return isinstance(error, s3.HTTPClientError | transfer.RetriesExceededError)


def _says_so(error: Error) -> bool:
    cause = error.__cause__
    if name := getattr(cause, "sqlite_errorname", None):
        return name.startswith(NAMES)
    if cause is None or not hasattr(cause, "sqlstate"):  # Django's own
        return False
    if cause.sqlstate is None:  # the driver's own: no server answered
        return isinstance(error, InterfaceError | OperationalError)
    if cause.sqlstate == READ_ONLY:
        return not _takes_writes()
    return cause.sqlstate.startswith(CLASSES)


def _takes_writes() -> bool:
    """Whether PostgreSQL accepts writes; if so, ours was in a read-only transaction.

    Since version 14 it tells its clients; if PgBouncer or an older version does not, it counts as
    read-only.
    """
    drivers = [
        connection.connection
        for connection in connections.all(initialized_only=True)
        if connection.vendor == "postgresql" and connection.connection
    ]
    states = {driver.info.parameter_status(name) for driver in drivers for name in WHY_READ_ONLY}
    return states == {"off"}
