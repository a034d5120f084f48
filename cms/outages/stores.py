"""Checks whether the storages for files can be used; one that hangs does not block the caller.

Anybody may trigger the check, so it writes nothing. A thread for each storage checks, within a
short time.
"""

from __future__ import annotations

import os
import shutil
from logging import getLogger
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

from .rarely import log_rarely

logger = getLogger(__name__)
ROOM = 128 * 1024 * 1024  # bytes that a disk must have free, for an upload and its sizes
WAIT = 0.5  # for all answers: health checks often time out after a second
SLOW = 3  # seconds after which a storage counts as unusable


class Look:
    """One storage and its last result; only one check runs at a time."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._lock = Lock()
        self._thread: Thread | None = None
        self._began = 0.0
        self._can_be_used = True  # until proved otherwise

    def begin(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._began = monotonic()
                self._thread = Thread(target=self._ask, name="looking", daemon=True)
                self._thread.start()

    def outcome(self, end: float) -> bool:
        """Whether it can be used, by its answer until then; if it is slow, by the previous one."""
        if thread := self._thread:
            thread.join(max(0, end - monotonic()))
            if thread.is_alive() and monotonic() - self._began > SLOW:
                return False
        return self._can_be_used

    def _ask(self) -> None:
        try:
            self._can_be_used = takes_files(self._alias)
        except Exception as error:  # noqa: BLE001 -- whatever a store's client raises
            self._can_be_used = False
            log_rarely(logger, f"The {self._alias} storage cannot be used", error)


_looks: dict[str, Look] = {}


def usable_stores() -> dict[str, bool]:
    """Whether each storage for files can be used, by its alias in the settings."""
    looks = {alias: _looks.setdefault(alias, Look(alias)) for alias in _aliases()}
    for look in looks.values():
        look.begin()
    end = monotonic() + WAIT
    return {alias: look.outcome(end) for alias, look in looks.items()}


def takes_files(alias: str) -> bool:
    """Whether a folder exists, is writable and has room; or whether a bucket answers."""
    storage = storages[alias]
    if not isinstance(storage, FileSystemStorage):
        storage.exists("readyz")
        return True
    folder = Path(storage.location)
    while not folder.exists():  # before the first upload
        folder = folder.parent
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM


def _aliases() -> list[str]:
    """The aliases, one for each different storage."""
    named: list[str] = []
    for alias, storage in reversed(settings.STORAGES.items()):
        if alias != "staticfiles" and storage not in (settings.STORAGES[name] for name in named):
            named.append(alias)
    return named


os.register_at_fork(after_in_child=_looks.clear)  # the threads do not exist after a fork
