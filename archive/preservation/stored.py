"""Which files the rows name; any other file is left over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.core.files.storage import Storage, storages
from django.db import models

from media.storage.backends import PRIVATE, PUBLIC


class StoredFile(NamedTuple):
    """A file, by the alias of its storage in the settings and its name."""

    storage: str
    name: str

    @property
    def path(self) -> str:
        """Its path in a bag."""
        return f"data/{self.storage}/{self.name}"

    @property
    def held_by(self) -> Storage:
        return storages[self.storage]


def named_files() -> set[StoredFile]:
    """The files of all rows in the current snapshot."""
    return {file for model in apps.get_models() for file in _files_of(model)}


def file_at(path: str) -> StoredFile | None:
    """The file at a path in a bag; None if it is not a stored file."""
    _payload, storage, *parts = path.split("/")
    is_file = storage in (PRIVATE.alias, PUBLIC.alias) and parts
    return StoredFile(storage, "/".join(parts)) if is_file else None


def _files_of(model: type[models.Model]) -> Iterator[StoredFile]:
    for field in model._meta.local_fields:
        if isinstance(field, models.FileField):
            rows = model._base_manager.exclude(**{field.name: ""}).order_by()
            for name in rows.values_list(field.name, flat=True).iterator():
                if name:
                    yield StoredFile(_alias(field.storage), str(name))


def _alias(storage: Any) -> str:
    """A field without a storage of its own uses the default one, which is the private one."""
    return getattr(storage, "alias", PRIVATE.alias)
