"""What was spent in the last sixty seconds, of counters for each minute of the clock."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches

from cms.outages.rarely import log_rarely

logger = logging.getLogger(__name__)
CACHE = "rates"  # where the counters are
OWN = "own_rates"  # where they are while that fails: in the memory of this process
WINDOW = 60  # seconds
ROUNDING = 1e-6  # seconds: at the very end of the wait it is not over yet


def seconds_until_less(limit: int, before: int, spent: int, second: float) -> int:
    """Whole seconds until a peer has spent less than the limit; 0 where it has now.

    `before` was spent in the last minute, `spent` since its end `second` seconds ago.
    """
    if before * (1 - second / WINDOW) + spent < limit:
        return 0
    if spent < limit:
        end = WINDOW * (1 - (limit - spent) / before)
    else:
        end = WINDOW + WINDOW * (1 - limit / spent)
    return int(end - second + ROUNDING) + 1


def this_minute() -> tuple[float, float]:
    """The number of the clock's minute, and how many seconds of it are over."""
    return divmod(time.time(), WINDOW)


def key_of(kind: str, peer: str, minute: float) -> str:
    """The key of the counter of what a peer spent of a kind in a minute."""
    return f"{kind}.{peer}.{minute:.0f}"


class Counters:
    """Counters by their keys; each process has its own while the cache that all share is lost."""

    def get(self, key: str) -> int:
        return self._of_first(lambda cache: cache.get(key, 0))

    def increase(self, key: str, number: int) -> int:
        """Add to a counter, which is forgotten once its minute is over; what it says then."""
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
    except ValueError:  # the first in this minute
        cache.add(key, 0, timeout=2 * WINDOW)
        return int(cache.incr(key, number))
