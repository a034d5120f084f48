"""What a worker makes before it takes requests, so that its first reader need not wait for it.

Apps say what that is when they are ready. Nobody waits long: what takes longer, or fails, as where
the database is away, is made by who first needs it.
"""

from __future__ import annotations

from collections.abc import Callable
from logging import getLogger
from threading import Thread

logger = getLogger("cms.serving")
SECONDS = 5
_makers: list[Callable[[], None]] = []


def made_by(make: Callable[[], None]) -> None:
    """Let each worker call this before it serves."""
    _makers.append(make)


def warm_up(seconds: float = SECONDS) -> None:
    """Make all, for so long at most; what is not done then goes on beside the requests."""
    thread = Thread(target=_make_all, name="warming", daemon=True)
    thread.start()
    thread.join(seconds)


def _make_all() -> None:
    for make in _makers:
        try:
            make()
        except Exception:
            logger.warning("A worker begins without what it makes ready", exc_info=True)
