"""Files: both storages work, nobody else can read the private one, and no file is missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import requests
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.utils import timezone

from archive.preservation.stored import StoredFile, named_files
from cms.door.folders import open_to_others
from cms.outages.stores import ROOM
from media.storage.backends import PRIVATE, PUBLIC

from .fault import Fault

SECONDS = 10
YOUNG = timedelta(days=1)  # an unreferenced file may be an upload in progress
NAMED = 3  # named in a message


def private_storage() -> Iterator[Fault]:
    """It stores a file and gives it to nobody without keys, which is tried in practice."""
    yield from _keeps_a_file(PRIVATE.alias, _is_closed)


def public_storage() -> Iterator[Fault]:
    """It stores a file, and a bucket gives it to everybody."""
    yield from _keeps_a_file(PUBLIC.alias, _is_open)


def free_space() -> Iterator[Fault]:
    """The disk of each folder has room for an upload and its sizes, and a tenth left."""
    for folder in _folders():
        usage = shutil.disk_usage(folder)
        if usage.free < max(ROOM, usage.total // 10):
            left, total = usage.free // 2**20, usage.total // 2**20
            yield Fault(
                f"The disk of {folder} has {left} MB left of {total}.",
                "Make room: delete old backups and logs, or give it a larger disk.",
            )


def media_without_files() -> Iterator[Fault]:
    """Every file that a row refers to exists."""
    if missing := sorted(named_files() - _stored()):
        yield Fault(
            f"{len(missing)} files are missing: {_some(missing)}.",
            "Put them back from a backup (manage.py restore).",
        )


def files_without_media() -> Iterator[Fault]:
    """Every stored file is referred to by a row, except recent uploads."""
    left_over = sorted(file for file in _stored() - named_files() if _is_old(file))
    if left_over:
        yield Fault(
            f"{len(left_over)} files are named by nothing: {_some(left_over)}.",
            "Look at each before you delete it: it may be of a database restored from a backup.",
        )


def _keeps_a_file(alias: str, access: Any) -> Iterator[Fault]:
    storage, content = storages[alias], uuid4().hex.encode()
    name = storage.save(f"doctor-{uuid4()}.txt", ContentFile(content))
    try:
        with storage.open(name) as file:
            if file.read() != content:
                yield Fault(f"The {alias} storage gives back another file.", "Replace its disk.")
        yield from access(storage, name, content)
    finally:
        storage.delete(name)


def _is_closed(storage: Any, name: str, content: bytes) -> Iterator[Fault]:
    if isinstance(storage, FileSystemStorage):
        folder = Path(storage.location)
        for sentence in open_to_others(folder):
            yield Fault(f"{sentence.partition(': run ')[0]}.", f"Run chmod -R go= {folder}.")
        for public in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
            if folder.is_relative_to(public):
                yield Fault(f"{folder} lies in {public}, which is public.", "Move it elsewhere.")
        return
    address = f"{storage.bucket.meta.client.meta.endpoint_url}/{storage.bucket_name}/{quote(name)}"
    if content in requests.get(address, timeout=SECONDS).content:
        yield Fault(
            f"Everybody can read the private bucket {storage.bucket_name}.",
            "Take its public access away (block public access, no policy for everybody) at once.",
        )


def _is_open(storage: Any, name: str, content: bytes) -> Iterator[Fault]:
    if isinstance(storage, FileSystemStorage):
        return  # this server serves only files that rows name
    answer = requests.get(storage.url(name), timeout=SECONDS)
    if answer.content != content:
        yield Fault(
            f"Readers cannot see what is in the public bucket: {answer.status_code}.",
            "Let everybody read its objects, or name the CDN in AWS_S3_CUSTOM_DOMAIN.",
        )


def _folders() -> Iterator[Path]:
    for alias in (PRIVATE.alias, PUBLIC.alias):
        storage = storages[alias]
        if isinstance(storage, FileSystemStorage) and Path(storage.location).exists():
            yield Path(storage.location)


def _stored() -> set[StoredFile]:
    return {
        StoredFile(alias, name)
        for alias in (PRIVATE.alias, PUBLIC.alias)
        for name in _names(storages[alias], "")
    }


def _names(storage: Any, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # before the first upload
        return
    yield from (f"{folder}{name}" for name in files if name)
    for name in folders:
        yield from _names(storage, f"{folder}{name}/")


def _is_old(file: StoredFile) -> bool:
    try:
        return file.held_by.get_modified_time(file.name) < timezone.now() - YOUNG
    except FileNotFoundError:  # just deleted
        return False


def _some(files: list[StoredFile]) -> str:
    names = ", ".join(f"{file.storage}/{file.name}" for file in files[:NAMED])
    return f"{names}, …" if len(files) > NAMED else names
