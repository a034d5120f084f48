"""Notifies others of changes: once they are recorded, and again with every tick of the clock.

Each listener stores the number of the last change that it has processed, so it misses none,
whatever fails. Notifying at once only saves time.
"""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, Thread

from django.db import connections

from cms.clock.jobs import Job
from cms.clock.jobs import register as register_job

logger = logging.getLogger(__name__)
LONGEST_END = 5  # seconds that the end of a process waits for notifications


@dataclass(frozen=True)
class Listener:
    """A job that notifies somebody, and whether there is anybody to notify."""

    job: Job
    has_anybody: Callable[[], bool]


_listeners: dict[str, Listener] = {}
_telling = Lock()
_last_thread: Thread | None = None
_waiting = Lock()  # for a thread that has not begun, and so will see everything recorded by now


def register(listener: Listener) -> None:
    _listeners[listener.job.name] = listener
    register_job(listener.job)


def tell_at_once() -> None:
    """Notify everybody in a thread, so that no editor waits for a server that does not answer."""
    jobs = [listener.job for listener in _listeners.values() if listener.has_anybody()]
    if jobs and _waiting.acquire(blocking=False):
        global _last_thread  # notifies after earlier threads
        _last_thread = Thread(target=_tell, args=[jobs], name="telling", daemon=True)
        _last_thread.start()


@atexit.register
def wait_at_the_end() -> None:
    """Let a command that ends finish notifying; if it were killed, the next tick would have to
    wait.
    """
    if _last_thread:
        _last_thread.join(LONGEST_END)


def _tell(jobs: list[Job]) -> None:
    with _telling:
        _waiting.release()
        try:
            for job in jobs:
                _run(job)
        finally:
            connections.close_all()


def _run(job: Job) -> None:
    try:
        job.run()
    except Exception:  # whatever it is, the next tick tries again
        logger.exception("%s could not be done at once", job.name)
