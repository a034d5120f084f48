"""What a worker prepares before it accepts requests, so that its first reader need not wait.

Apps register it when they are ready. The time is limited: whatever takes longer or fails, for
example without a database, is prepared by the first request that needs it.
"""

from __future__ import annotations

from collections.abc import Callable
from logging import getLogger
from threading import Thread

logger = getLogger("cms.workers")
SECONDS = 5
_makers: list[Callable[[], None]] = []


def made_by(make: Callable[[], None]) -> None:
    """Let each worker call this before it serves."""
    _makers.append(make)


def warm_up(seconds: float = SECONDS) -> None:
    """Prepare everything within this time; what is not done then continues beside the requests."""
    thread = Thread(target=_make_all, name="warming", daemon=True)
    thread.start()
    thread.join(seconds)


def _make_all() -> None:
    for make in _makers:
        try:
            make()
        except Exception:
            logger.warning("A worker begins without what it makes ready", exc_info=True)
