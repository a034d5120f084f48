"""Stops a request that takes too long, including its running SQL statement.

Python cannot stop a thread from outside, but a database driver can cancel a running statement from
another thread (`cms.outages.watch`), so this costs no extra statement. Between statements, code
that works for long calls `deadline.check()`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import DatabaseError, connections

from cms.graphql.errors import ApiError
from cms.outages.watch import let_go, watching

from .settings import SECONDS, STATEMENT_SECONDS

CANCEL_SECONDS = 0.5  # the database's time to accept the cancellation


class TimeLimitExceeded(ApiError):
    """The request, or one of its SQL statements, took longer than its limit."""

    code = SECONDS.code


class Deadline:
    """The time by which a request has to be done; without one, never."""

    def __init__(self, until: float = float("inf")) -> None:
        self.until = until

    @property
    def passed(self) -> bool:
        return time.monotonic() >= self.until

    def check(self) -> None:
        """Raise TimeLimitExceeded if the time is over."""
        if self.passed:
            raise self.error()

    @staticmethod
    def error() -> TimeLimitExceeded:
        return TimeLimitExceeded(f"A request cannot take longer than {SECONDS()} seconds.")


class _Watched:
    """A connection in use by a request, and when to cancel its statement."""

    def __init__(self, connection: Any, deadline: Deadline) -> None:
        self.connection, self.deadline = connection, deadline
        self.until = deadline.until
        self.ended = False  # whether a statement was cancelled
        self.let_go = False  # whether the database did not even accept the cancellation

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Run one statement; Django calls this instead of the cursor's method."""
        self.deadline.check()
        self.until = min(self.deadline.until, time.monotonic() + STATEMENT_SECONDS())
        try:
            return execute(*arguments)
        except DatabaseError as error:
            if not self.ended or self.let_go:
                raise
            self.deadline.check()
            message = f"A statement cannot take longer than {STATEMENT_SECONDS()} seconds."
            raise TimeLimitExceeded(message) from error
        finally:
            self.until = self.deadline.until

    def look(self, now: float) -> None:
        """Cancel the statement once its time is over; called by the watching thread."""
        if now < self.until:
            return
        self.ended = True
        self.until = float("inf")
        driver = self.connection.connection
        if driver is None:
            return
        if self.connection.vendor == "sqlite":
            driver.interrupt()
        elif hasattr(driver, "cancel_safe"):
            try:
                driver.cancel_safe(timeout=CANCEL_SECONDS)
            except Exception:  # noqa: BLE001 -- frozen or gone: nothing is left to be told
                self.let_go = let_go(self.connection)


@contextmanager
def deadline_from_now() -> Iterator[Deadline]:
    """A context in which the request and its SQL statements must finish within the limits."""
    deadline = Deadline(time.monotonic() + SECONDS())
    watches = [_Watched(connection, deadline) for connection in connections.all()]
    with ExitStack() as stack:
        for watch in watches:
            stack.enter_context(watch.connection.execute_wrapper(watch))
            stack.enter_context(watching(watch))
        yield deadline
    for watch in watches:
        # The cancellation may arrive after the statement has ended.
        if watch.ended and not watch.connection.in_atomic_block:
            watch.connection.close()
