"""Backs up the database and the files of one moment, while the archive is being written to.

Most files are copied first. Then a moment of the database is dumped, and the files that it names
besides are copied. A file keeps its name and content until its row changes, so a file that cannot
be copied was deleted since: another moment no longer names it. What that one still names is lost.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import timezone

from .bag import Bag, BagError, BagWriter
from .database import file_name, moment
from .facts import facts_now, settings_without_secrets
from .stored import StoredFile, named_files

FACTS, SETTINGS, LOST = "data/facts.json", "data/settings.json", "data/lost.json"
NAME = "%Y-%m-%dT%H%M%SZ"
MOMENTS = 20  # after which files are being deleted faster than they are copied
# the largest difference between this machine's clock and the storage's
CLOCKS_DIFFER = timedelta(hours=1)


class BackupError(Exception):
    """No backup was made; the message says why."""


class Backup(NamedTuple):
    folder: Path
    facts: dict[str, Any]
    files: int
    new: int  # files that no earlier backup shares with this one
    lost: list[StoredFile]  # files that rows name and no storage has


def back_up(folder: Path) -> Backup:
    """Write a bag of this moment into a folder of backups; raises BackupError."""
    with _alone_in(folder):
        begun = timezone.now()
        bag_folder = folder / begun.astimezone(UTC).strftime(NAME)
        if bag_folder.exists():
            raise BackupError(f"{bag_folder} is there already: one backup a second.")
        unfinished = folder / ".unfinished"
        if unfinished.exists():  # of a run that was killed
            shutil.rmtree(unfinished)
        with _nothing_left_of(unfinished):
            writing = _Writing(BagWriter(unfinished), latest(folder))
            facts, lost = writing.all_of_a_moment()
            about = {
                "Bagging-Date": f"{begun.astimezone(UTC):%Y-%m-%d}",
                "Bag-Software-Agent": "manage.py backup",
                "Backup-Begun": begun.astimezone(UTC).isoformat(),
            }
            writing.bag.finish(about)
            unfinished.rename(bag_folder)
        return Backup(bag_folder, facts, len(writing.held), writing.new, lost)


def latest(folder: Path) -> Bag | None:
    """The newest backup in a folder."""
    for path in sorted(folder.glob("[0-9]*Z"), reverse=True):
        try:
            return Bag(path)
        except BagError:
            continue
    return None


class _Writing:
    def __init__(self, bag: BagWriter, earlier: Bag | None) -> None:
        self.bag, self.earlier = bag, earlier
        self.held: set[StoredFile] = set()
        self.new = 0

    def all_of_a_moment(self) -> tuple[dict[str, Any], list[StoredFile]]:
        self._take(named_files())
        missing: set[StoredFile] = set()
        for _ in range(MOMENTS):
            with moment() as write_database:
                named, facts = named_files(), facts_now()
                write_database(self.bag.target(file_name()))
            lost = self._take(named)
            if lost <= missing:
                self._finish(named, facts, sorted(lost))
                return facts, sorted(lost)
            missing |= lost
        raise BackupError("Files are deleted faster than they are copied: try again later.")

    def _finish(self, named: set[StoredFile], facts: Any, lost: list[StoredFile]) -> None:
        for file in self.held - named:
            self.bag.drop(file.path)
            self.held.discard(file)
        self.bag.add(file_name())
        written_out = {
            FACTS: facts,
            SETTINGS: settings_without_secrets(),
            LOST: [f.path for f in lost],
        }
        for path, value in written_out.items():
            text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
            self.bag.target(path).write_text(text, "utf-8")
            self.bag.add(path)

    def _take(self, files: Collection[StoredFile]) -> set[StoredFile]:
        """Copy what is missing; return what no storage has."""
        return {file for file in sorted(files) if file not in self.held and not self._has(file)}

    def _has(self, file: StoredFile) -> bool:
        try:
            if not self._is_shared(file):
                with file.held_by.open(file.name) as source:
                    self.bag.copy(file.path, source)
                self.new += not self._is_as_before(file)
        except FileNotFoundError:
            return False
        self.held.add(file)
        return True

    def _is_shared(self, file: StoredFile) -> bool:
        """Whether the earlier backup has it, and it was not written since."""
        if not self.earlier or file.path not in self.earlier.digests:
            return False
        begun = datetime.fromisoformat(self.earlier.about["Backup-Begun"])
        held_by, earlier_file = file.held_by, self.earlier.folder / file.path
        return (
            earlier_file.is_file()
            and held_by.size(file.name) == earlier_file.stat().st_size
            and held_by.get_modified_time(file.name) < begun - CLOCKS_DIFFER
            and self.bag.take_over(file.path, self.earlier)
        )

    def _is_as_before(self, file: StoredFile) -> bool:
        """Whether the earlier backup has the same content, which is then linked."""
        digests = self.earlier.digests if self.earlier else {}
        is_same = digests.get(file.path) == self.bag.digests[file.path]
        return bool(is_same and self.earlier and self.bag.take_over(file.path, self.earlier))


@contextmanager
def _nothing_left_of(unfinished: Path) -> Iterator[None]:
    """Delete an unfinished backup, so that it leaves no space occupied."""
    try:
        yield
    except BaseException as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        if isinstance(error, OSError):
            raise BackupError(f"No backup was made: {error.strerror or error}.") from error
        raise


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise BackupError(f"{folder} cannot be written to: {error.strerror}.") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(f"Another backup is writing into {folder}.") from None
        yield
