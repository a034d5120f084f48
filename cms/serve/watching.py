"""Counts what the workers do, and shows metrics."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from logging import getLogger
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from cms.metrics import counting
from cms.metrics.environment import Address
from cms.metrics.exporter import exporter
from cms.outages.views import busy
from cms.workers.lanes import Lanes, Plan
from cms.workers.master import Role, retire
from cms.workers.worker import Worker

from .answers import Application, bodiless
from .limits import LIMITS
from .listeners import listening

logger = getLogger("cms.serve")
SHARED = Path("/dev/shm")  # noqa: S108 -- the folder there is made for this user alone
SHARED_ROOM = 16 * 1024 * 1024  # bytes, for the files of about forty workers
PREFIX = "archive-counts-"
YOUNG_SECONDS = 60  # the time in which a new folder gets its lock
COUNTING_SECONDS = 0.5  # between writes of counts
WATCHERS = {"watchers": Plan(threads=1, patience=30, hangs_after=60)}


def counting_beat(beat: Callable[[], None]) -> Callable[[], None]:
    """Also write counts, at most every half a second."""
    last = time.monotonic()

    def beat_and_write() -> None:
        nonlocal last
        beat()
        now = time.monotonic()
        if now - last > COUNTING_SECONDS:
            last = now
            counting.write()

    return beat_and_write


@contextmanager
def counted(address: Address | None) -> Iterator[list[Role]]:
    """Count what all processes do within this context, and show it at an address, if any."""
    if address is None:
        yield []
        return
    listener = listening(address.host, str(address.port))
    place = SHARED if _has_room(SHARED) else Path(gettempdir())
    remove_left(place)
    with TemporaryDirectory(prefix=PREFIX, dir=place) as folder, locked(Path(folder)):
        counting.start(Path(folder))
        logger.info("Metrics on %s port %s", *listener.getsockname()[:2])
        token = os.environ.get("METRICS_TOKEN", "")
        page = exporter(Path(folder), token)
        work = partial(show, application=page, folder=folder, master=os.getpid())
        yield [Role(listener, 1, work)]


def _has_room(folder: Path) -> bool:
    """Whether there is room in memory; a disk would be written to all the time."""
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > SHARED_ROOM


def remove_left(place: Path) -> None:
    """Remove the folders of servers whose processes were all killed."""
    for folder in place.glob(f"{PREFIX}*"):
        with suppress(OSError):  # another user's, or just removed
            if time.time() - folder.stat().st_mtime > YOUNG_SECONDS:
                with locked(folder):
                    shutil.rmtree(folder)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lock a folder, for this process and its forks; raises OSError if another server has it."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(lock)


def show(
    listener: socket.socket, place: int, beat: Callable[[], None], application: Application,
    folder: str, master: int,
) -> None:  # fmt: skip
    """Show metrics until the master is gone;

    in a separate process, so that it answers when all hang.
    """
    counting.stop()
    lanes = Lanes(WATCHERS, lambda request: next(iter(WATCHERS)), busy)
    Worker(listener, bodiless(application), lanes, LIMITS, master, beat).run(
        float("inf"), on_retiring=partial(retire, master)
    )
    if os.getppid() != master:  # the master was killed, and removes nothing
        shutil.rmtree(folder, ignore_errors=True)


def tell_counts(counted: Role, role: Role, serving: int, how: str) -> None:
    if role is counted:
        counting.worker_changed(serving, how)


def counted_busy(headers: Mapping[str, str]) -> tuple[str, str]:
    counting.busy_answered()
    return busy(dict(headers))
