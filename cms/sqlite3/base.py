"""Who writes one transaction after the other lets others write in between.

SQLite keeps no queue: who waits for the lock looks whether it is free, at last every tenth of a
second. A command that takes it again within a millisecond would be met by nobody, and who waits be
told after twenty seconds that the database is locked, though it was free a hundred times.
"""

from __future__ import annotations

from time import monotonic, sleep

from django.db.backends.sqlite3 import base

LOOK = 0.11  # seconds, of which SQLite waits 0.1 between two looks
TURN = 1.0  # seconds that the lock is held before others have their look


class DatabaseWrapper(base.DatabaseWrapper):
    """Pauses before a transaction where those before it held the lock for long, and without gap."""

    _held = 0.0  # seconds, since others could look the last time
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
