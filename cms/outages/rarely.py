"""Logs what fails with every request only once in a while:

a log that fills a disk is an outage, too.
"""

from __future__ import annotations

import time
from logging import Logger

SECONDS = 60
_said_at: dict[str, float] = {}


def log_rarely(logger: Logger, message: str, error: Exception) -> None:
    """Log the current error with its traceback, once a minute for each message."""
    now = time.monotonic()
    if now - _said_at.get(message, -SECONDS) >= SECONDS:
        _said_at[message] = now
        logger.error(message, exc_info=error)
