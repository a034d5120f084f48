"""Disconnects from a database that does not answer, whatever its driver waits for.

Statement timeouts are enforced by the database, and a cancel request is sent to it: both need it to
answer. If it is frozen, or the network swallows everything, only our end of the connection can be
closed. One thread in each process does that; the waiting thread gets an error.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from logging import getLogger
from threading import Event, Lock, Thread
from typing import Any, Protocol

from django.core.exceptions import MiddlewareNotUsed
from django.db import connections

logger = getLogger(__name__)
INTERVAL = 0.02  # seconds between two looks
ACTIVE = 1  # libpq's PQTRANS_ACTIVE
SECONDS = 30  # that any request waits for one answer; readers have shorter limits of their own


class Watched(Protocol):
    """Something with a time limit; `look` is called repeatedly while it is watched."""

    def look(self, now: float) -> None: ...


class Watch:
    """The watching thread of one process, asleep while nothing is watched."""

    def __init__(self) -> None:
        self._watched: set[Watched] = set()
        self._lock = Lock()
        self._busy = Event()
        self._thread: Thread | None = None

    def add(self, watched: Watched) -> None:
        with self._lock:
            self._watched.add(watched)
            if self._thread is None:
                self._thread = Thread(target=self._look, name="watch", daemon=True)
                self._thread.start()
        if not self._busy.is_set():
            self._busy.set()

    def remove(self, watched: Watched) -> None:
        with self._lock:  # after this, no statement of the connection's next request is cancelled
            self._watched.discard(watched)

    def _look(self) -> None:
        while self._busy.wait():
            time.sleep(INTERVAL)
            now = time.monotonic()
            with self._lock:
                for watched in self._watched:
                    try:
                        watched.look(now)
                    except Exception:  # its connection was just closed; the others continue
                        logger.exception("What is watched cannot be looked at")
                if not self._watched:
                    self._busy.clear()


_watch = Watch()


def _watch_anew() -> None:
    global _watch
    _watch = Watch()  # a forked process has the lock, but not the thread


os.register_at_fork(after_in_child=_watch_anew)


@contextmanager
def watching(watched: Watched) -> Iterator[None]:
    watch = _watch
    watch.add(watched)
    try:
        yield
    finally:
        watch.remove(watched)


def let_go(connection: Any) -> bool:
    """Close our end of the connection, which raises an error in the waiting thread;

    False if there is none.
    """
    driver = connection.connection
    if connection.vendor != "postgresql" or driver is None:
        return False
    with suppress(Exception):  # just closed by its own thread
        ours = socket.socket(fileno=os.dup(driver.fileno()))
        with ours:
            # Only now is it certain that the number did not belong to another file when it was
            # copied.
            if not driver.closed:
                ours.shutdown(socket.SHUT_RDWR)
                return True
    return False


class Waiting:
    """A connection with a time limit for one answer, whatever it is used for."""

    def __init__(self, connection: Any, seconds: float) -> None:
        self._connection, self._seconds = connection, seconds
        self._since: float | None = None

    def look(self, now: float) -> None:
        if not is_waiting(self._connection):
            self._since = None
        elif self._since is None:
            self._since = now
        elif now - self._since > self._seconds:
            self._since = None
            let_go(self._connection)


def is_waiting(connection: Any) -> bool:
    """Whether the database is answering, seen from any thread."""
    driver = connection.connection
    if connection.vendor != "postgresql" or driver is None:
        return False
    return driver.pgconn.transaction_status == ACTIVE


class WatchMiddleware:
    """Limits how long a request waits for one answer of a database.

    SQLite is not a server: it answers in our own process, or fails.
    """

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        if connections["default"].vendor != "postgresql":
            raise MiddlewareNotUsed
        self._get_response = get_response

    def __call__(self, request: Any) -> Any:
        with watching(Waiting(connections["default"], SECONDS)):
            return self._get_response(request)
