"""A writer of many transactions lets others write in between.

SQLite has no queue: a waiting writer checks the lock periodically, finally every tenth of a second.
A command that takes it again within a millisecond would never be noticed free, and the waiting
writer would fail after twenty seconds with “database is locked”, though it was free a hundred
times.
"""

from __future__ import annotations

from time import monotonic, sleep

from django.db.backends.sqlite3 import base

LOOK = 0.11  # seconds; SQLite waits 0.1 between two checks
TURN = 1.0  # seconds for which the lock is held before others get a chance


class DatabaseWrapper(base.DatabaseWrapper):
    """Pauses before a transaction if previous ones held the lock for long without a gap."""

    _held = 0.0  # seconds since others last had a chance
    _began: float | None = None
    _ended = 0.0

    def _start_transaction_under_autocommit(self) -> None:
        gap = monotonic() - self._ended
        if gap < LOOK and self._held > TURN:
            sleep(LOOK - gap)
            gap = LOOK
        if gap >= LOOK:
            self._held = 0
        super()._start_transaction_under_autocommit()  # type: ignore[misc]
        self._began = monotonic()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._let_go()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._let_go()

    def _let_go(self) -> None:
        if self._began is not None:
            self._ended = monotonic()
            self._held += self._ended - self._began
            self._began = None
