"""Restores a backup into an empty installation, and compares the two."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.core.files import File
from django.db import connection

from .backup import FACTS
from .bag import Bag, BagError, digest_of
from .database import file_name, is_empty, load
from .facts import differences
from .stored import StoredFile, file_at


class RestoreError(Exception):
    """Nothing was restored, or not everything; the message says what."""


class Restored(NamedTuple):
    files: int
    rows: int
    change: int  # the number of the record's last change
    digest: str


def restore(folder: Path) -> Restored:
    """Restore a backup; raises RestoreError if the result differs.

    Files come first, and existing ones are kept, so it can be repeated after an error.
    """
    bag = _whole(folder)
    facts = json.loads((folder / FACTS).read_text("utf-8"))
    if facts["database"] != connection.vendor:
        raise RestoreError(
            f"This is a backup of {facts['database']}, and DATABASE_URL names {connection.vendor}."
        )
    if not is_empty():
        raise RestoreError(
            "The database is not empty. A backup is restored into one without tables: name a new "
            "one in DATABASE_URL, and do not migrate it before."
        )
    files = {file: digest for path, digest in bag.digests.items() if (file := file_at(path))}
    for file, digest in files.items():
        _put(file, digest, folder)
    load(folder / file_name())
    if sentences := [*differences(facts), *_altered(files)]:
        raise RestoreError("\n".join(sentences))
    record = facts["record"]
    return Restored(len(files), sum(facts["rows"].values()), record["number"], record["hash"])


def _whole(folder: Path) -> Bag:
    try:
        bag = Bag(folder)
    except BagError as error:
        raise RestoreError(str(error)) from error
    if sentences := list(bag.faults()):
        raise RestoreError(
            "\n".join([*sentences, "The backup is not whole: nothing was restored."])
        )
    if FACTS not in bag.digests:
        raise RestoreError(f"{folder} is a bag, and no backup of an archive.")
    return bag


def _put(file: StoredFile, digest: str, folder: Path) -> None:
    if file.held_by.exists(file.name):
        if _digest(file) != digest:
            raise RestoreError(
                f"The {file.storage} storage has another file called {file.name}. A backup is "
                "restored into empty storages."
            )
        return
    with (folder / file.path).open("rb") as content:
        name = file.held_by.save(file.name, File(content))
    if name != file.name:
        raise RestoreError(f"The {file.storage} storage calls {file.name} {name}.")


def _altered(files: dict[StoredFile, str]) -> Iterator[str]:
    for file, digest in files.items():
        if _digest(file) != digest:
            yield f"{file.path} is not as it was in the backup."


def _digest(file: StoredFile) -> str:
    with file.held_by.open(file.name) as content:
        return digest_of(content)
