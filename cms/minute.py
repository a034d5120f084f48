"""What was spent in the last sixty seconds, of counters for each minute of the clock."""

from __future__ import annotations

CACHE = "rates"  # where the counters are
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
