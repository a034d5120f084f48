"""Rate limits over a sliding minute, kept as one counter for each minute of the clock."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches

from cms.outages.rarely import log_rarely

logger = logging.getLogger(__name__)
CACHE = "rates"  # the alias of the cache with the counters
OWN = "own_rates"  # the alias of the one used while that fails, in this process's memory
WINDOW = 60  # seconds
ROUNDING = 1e-6  # seconds, so that a client is not told to wait for less than it has to


def seconds_until_less(limit: int, before: int, spent: int, second: float) -> int:
    """Whole seconds until a peer has spent less than the limit; 0 if it already has.

    `before` was spent in the previous minute of the clock, `spent` in the current one, which began
    `second` seconds ago.
    """
    if before * (1 - second / WINDOW) + spent < limit:
        return 0
    if spent < limit:
        end = WINDOW * (1 - (limit - spent) / before)
    else:
        end = WINDOW + WINDOW * (1 - limit / spent)
    return int(end - second + ROUNDING) + 1


def this_minute() -> tuple[float, float]:
    """The number of the current minute of the clock, and how many seconds of it have passed."""
    return divmod(time.time(), WINDOW)


def key_of(kind: str, peer: str, minute: float) -> str:
    """The key of the counter for what a peer spent, of one kind, in one minute."""
    return f"{kind}.{peer}.{minute:.0f}"


class Counters:
    """Counters in the shared cache; while that is down, each process has its own."""

    def get(self, key: str) -> int:
        return self._of_first(lambda cache: cache.get(key, 0))

    def increase(self, key: str, number: int) -> int:
        """Add to a counter, which expires once it is no longer needed; returns the new value."""
        return self._of_first(lambda cache: _increased(cache, key, number))

    def decrease(self, key: str, number: int) -> None:
        self._of_first(lambda cache: _increased(cache, key, -number))

    @staticmethod
    def _of_first(ask: Callable[[Any], int]) -> int:
        try:
            return ask(caches[CACHE])
        except Exception as error:  # noqa: BLE001 -- whatever a backend raises, the count goes on
            log_rarely(logger, "Each process counts rates by itself: the cache failed", error)
            return ask(caches[OWN])


def _increased(cache: Any, key: str, number: int) -> int:
    try:
        return int(cache.incr(key, number))
    except ValueError:  # the first request in this minute
        cache.add(key, 0, timeout=2 * WINDOW)
        return int(cache.incr(key, number))
