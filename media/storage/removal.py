"""Deletes files that nothing refers to any more, whatever fails or is killed in between.

Each is recorded in the transaction that makes it superfluous, and the record is deleted once its
storage has deleted the file: right after the commit, otherwise by the scheduled job. Then caches in
front are purged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django_tasks import task

from cms.record.purging.purge import purge_file

from .backends import PUBLIC, address_of

_LONGEST_WRITE = timedelta(hours=1)  # how long a file may wait for the row that names it


class FileToDelete(models.Model):
    """A file that is to be deleted at a certain time, unless this row is deleted before."""

    storage = models.CharField(max_length=20)  # its alias in the settings
    name = models.CharField(max_length=255)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        app_label = "media"

    def __str__(self) -> str:
        return f"{self.name} of {self.storage}"

    def carry_out(self) -> None:
        """Delete the file; if it is already gone, that is not an error."""
        with transaction.atomic():
            # The row first: this waits for a transaction that keeps the file.
            if not type(self).objects.filter(pk=self.pk).delete()[0]:
                return
            storages[self.storage].delete(self.name)
            if self.storage == PUBLIC.alias:
                purge_file(address_of(self.name))


def delete_when_committed(file: FieldFile) -> None:
    """Delete a file after the commit of the change that made it superfluous."""
    row = FileToDelete.objects.create(storage=_alias(file), name=file.name or "")
    transaction.on_commit(lambda: delete_file.enqueue(row.pk))


@task()
def delete_file(key: int) -> None:
    for row in FileToDelete.objects.filter(pk=key):
        row.carry_out()


def delete_due_files() -> int:
    """Delete what is due and not used again; raise an error if a storage could not delete files."""
    due = list(FileToDelete.objects.filter(due_at__lte=timezone.now()).order_by("pk"))
    errors = []
    for row in due:
        try:
            row.carry_out()
        except Exception as error:  # noqa: BLE001 -- whatever a store's client raises
            errors.append(error)
    if errors:
        raise OSError(f"{len(errors)} of {len(due)} files were not deleted.") from errors[0]
    return len(due)


def claim(file: FieldFile, name: str) -> int:
    """Have a file that is about to be written deleted, unless a row comes to name it; return a key.

    `keep` is called in the transaction that writes that row.
    """
    due_at = timezone.now() + _LONGEST_WRITE
    return FileToDelete.objects.create(storage=_alias(file), name=name, due_at=due_at).pk


def keep(claims: Collection[int]) -> None:
    """Delete these claims; OSError if the file of one may be gone by now."""
    waiting = FileToDelete.objects.filter(pk__in=claims, due_at__gt=timezone.now())
    if claims and waiting.delete()[0] < len(claims):
        raise OSError("A file was stored too long ago for its row.")


@contextmanager
def written_with_its_row(file: FieldFile, name: str) -> Iterator[None]:
    """Write a file and the row that names it, or neither.

    The file comes first: no transaction is open while a storage is slow.
    """
    claims = [claim(file, name)]
    file.save(str(file.name), file.file, save=False)
    with transaction.atomic():
        yield
        keep(claims)


def delete_files_of(instance: Any, **_options: Any) -> None:
    """Delete the files of a row after the row is deleted."""
    for field in instance._meta.fields:
        if isinstance(field, models.FileField) and (file := getattr(instance, field.name)):
            delete_when_committed(file)


def _alias(file: FieldFile) -> str:
    storage: Any = file.storage
    return storage.alias
