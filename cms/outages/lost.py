"""Tells a database that is lost for now from a statement that is wrong."""

from __future__ import annotations

from django.db import Error, InterfaceError, OperationalError

RETRY_SECONDS = 5
# Classes and codes of SQLSTATE: no connection, no resources left, ended by the operator, and a
# server that takes no writes, as the one that a failover leaves behind.
CLASSES = ("08", "53", "57P", "58", "25006")
# What SQLite says instead, which has no codes for it in Python 3.11's words of an error.
WORDS = ("locked", "disk I/O error", "disk is full", "unable to open", "readonly database")


def is_lost(error: BaseException | None) -> bool:
    """Whether an error, or what it came from, is that the database cannot be used for now."""
    while error is not None:
        if isinstance(error, Error) and _says_so(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _says_so(error: Error) -> bool:
    cause = error.__cause__
    if cause is None or not hasattr(cause, "sqlstate"):  # SQLite's, or Django's own
        return isinstance(error, OperationalError) and any(word in str(error) for word in WORDS)
    if cause.sqlstate is None:  # the driver's own: nobody is there to give one
        return isinstance(error, InterfaceError | OperationalError)
    return cause.sqlstate.startswith(CLASSES)
