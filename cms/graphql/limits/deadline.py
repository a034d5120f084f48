"""Stops a request that takes too long, its SQL statement included.

Python cannot stop a thread from outside, but a database driver can end a running statement from
another thread. One watching thread in each process does that, so no request sends a statement
more for it. Between statements, whoever works long asks `deadline.check()`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Lock, Thread
from typing import Any

from django.db import DatabaseError, connections

from cms.graphql.errors import ApiError

from .settings import SECONDS, STATEMENT_SECONDS

INTERVAL = 0.02  # seconds between two looks of the watching thread


class TimeLimitExceeded(ApiError):
    """The request, or one of its SQL statements, took longer than its limit."""

    code = SECONDS.code


class Deadline:
    """When a request has to be done; without an instant, never."""

    def __init__(self, until: float = float("inf")) -> None:
        self.until = until

    @property
    def passed(self) -> bool:
        return time.monotonic() >= self.until

    def check(self) -> None:
        """Raise TimeLimitExceeded where the time is over."""
        if self.passed:
            raise self.error()

    @staticmethod
    def error() -> TimeLimitExceeded:
        return TimeLimitExceeded(f"A request cannot take longer than {SECONDS()} seconds.")


class _Watched:
    """A connection in use by a request, and when to end what runs on it."""

    def __init__(self, connection: Any, deadline: Deadline) -> None:
        self.connection, self.deadline = connection, deadline
        self.until = deadline.until
        self.ended = False  # whether a statement was ended

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Run one statement; Django calls this in place of the cursor's own."""
        self.deadline.check()
        self.until = min(self.deadline.until, time.monotonic() + STATEMENT_SECONDS())
        try:
            return execute(*arguments)
        except DatabaseError as error:
            if not self.ended:
                raise
            self.deadline.check()
            message = f"A statement cannot take longer than {STATEMENT_SECONDS()} seconds."
            raise TimeLimitExceeded(message) from error
        finally:
            self.until = self.deadline.until

    def end_statement(self) -> None:
        self.ended = True
        self.until = float("inf")
        driver = self.connection.connection
        if driver is None:
            return
        if self.connection.vendor == "sqlite":
            driver.interrupt()
        elif hasattr(driver, "cancel_safe"):
            driver.cancel_safe(timeout=2)


class _Watch:
    """The watching thread of one process, asleep while nothing runs."""

    def __init__(self) -> None:
        self._watched: set[_Watched] = set()
        self._lock = Lock()
        self._busy = Event()
        self._thread: Thread | None = None

    def add(self, watched: _Watched) -> None:
        with self._lock:
            self._watched.add(watched)
            if self._thread is None:
                self._thread = Thread(target=self._look, name="graphql-deadlines", daemon=True)
                self._thread.start()
        if not self._busy.is_set():
            self._busy.set()

    def remove(self, watched: _Watched) -> None:
        with self._lock:  # after this, nothing ends a statement of the connection's next request
            self._watched.discard(watched)

    def _look(self) -> None:
        while self._busy.wait():
            time.sleep(INTERVAL)
            now = time.monotonic()
            with self._lock:
                for watched in self._watched:
                    if now >= watched.until:
                        watched.end_statement()
                if not self._watched:
                    self._busy.clear()


_watch = _Watch()


def _watch_anew() -> None:
    global _watch
    _watch = _Watch()  # a forked process has the lock, but not the thread


os.register_at_fork(after_in_child=_watch_anew)


@contextmanager
def deadline_from_now() -> Iterator[Deadline]:
    """Give the request that runs inside its deadline, and hold its SQL statements to it."""
    deadline = Deadline(time.monotonic() + SECONDS())
    watches = [_Watched(connection, deadline) for connection in connections.all()]
    with ExitStack() as stack:
        for watch in watches:
            stack.enter_context(watch.connection.execute_wrapper(watch))
            _watch.add(watch)
            stack.callback(_watch.remove, watch)
        yield deadline
    for watch in watches:
        # The word to end a statement may reach the server when the statement is over.
        if watch.ended and not watch.connection.in_atomic_block:
            watch.connection.close()
