"""The services beside the server: the cache, the clock's jobs, e-mail."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.core.mail import get_connection

from cms.clock.overdue import last_tick, overdue_jobs, overdue_objects
from cms.health import cached_value
from cms.workers.environment import number_of_workers

from .fault import Fault


def shared_cache() -> Iterator[Fault]:
    """It keeps what is stored in it, and all processes share it."""
    if not cached_value():
        yield Fault("The cache keeps nothing.", "Look at CACHE_URL, and at the memory of Redis.")
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache") and number_of_workers() > 1:
        yield Fault(
            "Each process has a cache of its own: a client may ask for as much in each of them.",
            "Set CACHE_URL to a Redis.",
        )


def scheduled_jobs() -> Iterator[Fault]:
    """The clock runs, and has done all that was due."""
    mend = "Run manage.py tick every minute, by a timer of systemd or cron."
    if last_tick() is None:
        yield Fault("The clock never ran: nothing scheduled goes live.", mend)
        return
    for overdue in overdue_jobs():
        yield Fault(f"The job {overdue.job.name} is overdue.", f"{mend} Its log says what fails.")
    if late := overdue_objects():
        yield Fault(f"Due and not published or expired: {', '.join(late[:3])}.", mend)


def email() -> Iterator[Fault]:
    """The mail server accepts a connection and the password; nothing is sent."""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return
    try:
        connection = get_connection(timeout=10)
        connection.open()
        connection.close()
    except OSError as error:
        yield Fault(
            f"No e-mail can be sent: {type(error).__name__}.",
            "Look at EMAIL_URL: locked accounts and lost passwords need it.",
        )
