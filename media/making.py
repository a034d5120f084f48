"""Makes sizes of pictures one at a time, and limits each client's share.

The addresses of sizes are public, and making one takes a second. So what is limited is how long the
server works for one client in a minute, whatever sizes it requests and however many.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from cms.peer import pseudonym
from cms.rates import Counters, key_of, seconds_until_less, this_minute

LONGEST_WAIT = 10  # seconds for earlier requests in this process
_one_at_a_time = Lock()


class NotNow(Exception):
    """A size cannot be made now; carries the seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class Share:
    """The time that one client may use in a sliding minute."""

    def __init__(self, request: HttpRequest) -> None:
        self._counters, self._peer = Counters(), pseudonym(request)

    def refuse_spent(self) -> None:
        """Raise NotNow if the server has worked for this client as long as it may."""
        limit = settings.IMAGE_MAKING_SECONDS * 1_000
        if not limit:
            return
        minute, second = this_minute()
        before, spent = (self._counters.get(self._key(minute + offset)) for offset in (-1, 0))
        if seconds := seconds_until_less(limit, before, spent, second):
            raise NotNow(seconds)

    def spend(self, seconds: float) -> None:
        key, milliseconds = self._key(this_minute()[0]), int(seconds * 1_000) + 1
        self._counters.increase(key, milliseconds)

    def _key(self, minute: float) -> str:
        return key_of("media.making", self._peer, minute)


@contextmanager
def turn(share: Share | None = None) -> Iterator[None]:
    """Wait for a turn; raises NotNow if that takes too long, or the client's share is spent."""
    if share:
        share.refuse_spent()
    if not _one_at_a_time.acquire(timeout=LONGEST_WAIT):
        raise NotNow(1)
    try:
        if share:
            share.refuse_spent()  # it may have been spent while this one waited
        started = time.monotonic()
        try:
            yield
        finally:
            if share:
                share.spend(time.monotonic() - started)
    finally:
        _one_at_a_time.release()
