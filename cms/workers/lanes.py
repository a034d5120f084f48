"""Separate threads for readers, editors and health checks, so that none waits for another.

A lane in which every thread has been busy for its `patience` is stuck, probably on a database that
does not answer. New and waiting requests are then refused at once, by the health checks' thread. So
are requests that have waited that long while threads became free for others, as when each fails
slowly.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from logging import getLogger
from typing import Any

from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import Error

logger = getLogger("cms.workers")
RETRY_SECONDS = 2


@dataclass(frozen=True)
class Plan:
    """A lane: its number of threads, and how long all of them may be busy.

    After `patience` seconds it counts as stuck, and nobody waits longer for a thread; after
    `hangs_after` its threads are given up.
    """

    threads: int
    patience: float
    hangs_after: float = float("inf")


class Busy(Error):
    """What Waitress answers instead of the application; `answer` returns its type and body."""

    code, reason = 503, "Service Unavailable"

    def __init__(self, answer: Callable[[], tuple[str, str]]) -> None:
        self._answer = answer
        super().__init__(self.reason)

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        content_type, body = self._answer()
        headers = [
            ("Content-Type", f"{content_type}; charset=utf-8"),
            ("Content-Security-Policy", "default-src 'none'"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
            ("Retry-After", str(RETRY_SECONDS)),
        ]
        return f"{self.code} {self.reason}", headers, body.encode()


class Lane(ThreadedTaskDispatcher):
    """Waitress's queue and threads, which also records since when its threads are busy."""

    queue_logger = getLogger("cms.workers.queue")  # logs each request that waits, which is too much

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        self._busy_since: dict[int, float] = {}
        self.set_thread_count(plan.threads)

    def run(self, service: Callable[[], None]) -> None:
        """Serve in one of the lane's threads."""
        thread = threading.get_ident()
        self._busy_since[thread] = time.monotonic()
        try:
            service()
        finally:
            del self._busy_since[thread]

    @property
    def is_stuck(self) -> bool:
        return self._busy_for() > self.plan.patience

    @property
    def hangs(self) -> bool:
        return self._busy_for() > self.plan.hangs_after

    def _busy_for(self) -> float:
        """For how many seconds no thread has been free or become free."""
        since = list(self._busy_since.values())
        return time.monotonic() - max(since) if len(since) >= self.plan.threads else 0

    def add_task(self, task: Any) -> None:
        task.came_at = time.monotonic()
        super().add_task(task)

    def waiting_too_long(self) -> list[Any]:
        """Take requests that must not wait longer out of the queue: all if it is stuck."""
        latest = time.monotonic() - (0 if self.is_stuck else self.plan.patience)
        with self.lock:
            tasks = [task for task in self.queue if task.came_at <= latest]
            for task in tasks:
                self.queue.remove(task)
        return tasks


class Lanes:
    """Waitress's dispatcher; `name_of` chooses a request's lane.

    `busy` answers a request for which no thread is free, given its headers: a type, and a body.
    """

    PROBES = "probes"

    def __init__(
        self, plans: dict[str, Plan], name_of: Callable[[Any], str],
        busy: Callable[[dict[str, str]], tuple[str, str]],
    ) -> None:  # fmt: skip
        self._name_of, self._busy = name_of, busy
        self._probes = Lane(Plan(threads=1, patience=float("inf")))
        self._lanes = {name: Lane(plan) for name, plan in plans.items()}
        self._stuck: set[str] = set()
        self.count = 0  # of received requests

    def add_task(self, channel: Any) -> None:
        """Queue the next request of a connection."""
        self.count += 1
        request = channel.requests[0]
        name = self.PROBES if request.error else self._name_of(request)
        if name == self.PROBES:
            self._probes.add_task(channel)
        elif self._lanes[name].is_stuck:
            self._refuse(channel)
        else:
            channel.lane = self._lanes[name]
            channel.lane.add_task(channel)

    def look(self) -> None:
        """Refuse requests that wait in a stuck lane, or have waited too long in another."""
        stuck = {name for name, lane in self._lanes.items() if lane.is_stuck}
        for name in sorted(stuck - self._stuck):
            logger.warning("All threads for %s are busy: others are answered 503", name)
        self._stuck = stuck
        for lane in self._lanes.values():
            for channel in lane.waiting_too_long():
                self._refuse(channel)

    def hanging(self) -> list[str]:
        """The lanes whose threads are given up."""
        return [name for name, lane in self._lanes.items() if lane.hangs]

    def _refuse(self, channel: Any) -> None:
        channel.lane = None
        request = channel.requests[0]
        request.error = Busy(partial(self._busy, request.headers))
        self._probes.add_task(channel)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> None:
        for lane in (*self._lanes.values(), self._probes):
            lane.shutdown(cancel_pending, timeout)
