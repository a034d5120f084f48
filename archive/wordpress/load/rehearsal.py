"""A dry run: everything is done as in a real one, and then rolled back.

So its report is that of the real run. Rows are rolled back with their transaction, and files are
written to a folder that is deleted. SQLite is copied first, since editors could not write while it
runs. On PostgreSQL it is one transaction: editors can write meanwhile, and if one needs a row that
it has written (a page directly below the section that it adds to, the next reference code), it
gives way.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from cms.record.touched import taken_back
from media.storage.backends import PRIVATE, PUBLIC

from .options import Refused

_BETWEEN_LOOKS = 0.5  # seconds that an editor may have to wait
_SOMEBODY_WAITS = """
    SELECT EXISTS (
        SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
    )
"""


@contextmanager
def rehearsed() -> Iterator[Callable[[], None]]:
    """Roll back, at the end of the block, all writes of rows and files within it.

    Call the yielded function between two items: it raises Refused if somebody waits for this.
    """
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        for alias in ("default", PUBLIC.alias, PRIVATE.alias):
            stack.enter_context(_files_apart(alias, folder / alias))
        if _is_sqlite_file():
            stack.enter_context(copied(connection, folder / "rehearsal.sqlite3"))
        stack.enter_context(_nothing_after_commit())
        stack.enter_context(taken_back())
        with transaction.atomic():
            yield _GiveWay()
            transaction.set_rollback(True)


class _GiveWay:
    """Ends a dry run that an editor waits for."""

    def __init__(self) -> None:
        self._next_look = 0.0

    def __call__(self) -> None:
        if connection.vendor != "postgresql" or time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + _BETWEEN_LOOKS
        with connection.cursor() as cursor:
            cursor.execute(_SOMEBODY_WAITS)
            (somebody_waits,) = cursor.fetchone()
        if somebody_waits:
            raise Refused(
                "The dry run gave way to somebody who was waiting to write the same place: start "
                "it again when nobody writes, or on a copy of the database."
            )


class OverlayStorage(Storage):
    """Another storage overlaid with the files of a folder; writes go only to the folder."""

    def __init__(self, base: Storage, folder: Path) -> None:
        self._base, self._folder = base, FileSystemStorage(folder)
        self._deleted: set[str] = set()

    def _holder(self, name: str) -> Storage:
        return self._folder if self._folder.exists(name) else self._base

    def _open(self, name: str, mode: str = "rb") -> Any:
        return self._holder(name).open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        self._deleted.discard(name)
        return self._folder.save(name, content)

    def delete(self, name: str) -> None:
        self._folder.delete(name)
        self._deleted.add(name)

    def exists(self, name: str) -> bool:
        return name not in self._deleted and self._holder(name).exists(name)

    def size(self, name: str) -> int:
        return self._holder(name).size(name)

    def get_modified_time(self, name: str) -> Any:
        return self._holder(name).get_modified_time(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        folders, files = self._base.listdir(path)
        return folders, [
            name for name in files if f"{path}/{name}".lstrip("/") not in self._deleted
        ]

    def url(self, name: str | None) -> str:
        return self._base.url(name)


@contextmanager
def _files_apart(alias: str, folder: Path) -> Iterator[None]:
    opened: dict[str, Storage] = vars(storages)["_storages"]
    base = storages[alias]
    opened[alias] = OverlayStorage(base, folder)
    try:
        yield
    finally:
        opened[alias] = base


@contextmanager
def _nothing_after_commit() -> Iterator[None]:
    """Discard callbacks for the commit, or ten thousand posts would be held until the end."""
    state = vars(connections[DEFAULT_DB_ALIAS])
    state["on_commit"] = lambda *_arguments, **_options: None
    try:
        yield
    finally:
        del state["on_commit"]


def _is_sqlite_file() -> bool:
    is_free = connection.vendor == "sqlite" and not connection.in_atomic_block
    return is_free and Path(str(connection.settings_dict["NAME"])).is_file()


@contextmanager
def copied(connection: Any, path: Path) -> Iterator[None]:
    """Let a connection to SQLite work on a copy of its file, and afterwards on the file again."""
    connection.ensure_connection()
    copy = sqlite3.connect(path)
    connection.connection.backup(copy)
    copy.close()
    connection.close()
    settings = connection.settings_dict
    name, settings["NAME"] = settings["NAME"], str(path)
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = name
