"""An archive with its own files, and an empty installation elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from PIL import Image

from media.models import CustomDocument, CustomImage
from media.storage.environment import storages_for


def in_folders(settings, folder: Path) -> None:
    """Store files below a folder from now on."""
    settings.MEDIA_ROOT = folder / "public"
    settings.STORAGES = settings.STORAGES | storages_for({}, folder / "private")


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> Path:
    in_folders(settings, tmp_path / "here")
    return tmp_path


PUBLIC = {"is_public_by_itself": True, "review": "nobody"}


def drawn(number: int) -> ContentFile:
    """A small picture, different for each number."""
    content = BytesIO()
    Image.new("RGB", (24, 16), (number % 256, number // 256, 9)).save(content, "PNG")
    return ContentFile(content.getvalue(), name=f"river-{number}.png")


def picture(number: int) -> CustomImage:
    return CustomImage.objects.create(title=f"River {number}", file=drawn(number), **PUBLIC)


def text(number: int) -> CustomDocument:
    file = ContentFile(f"Note {number}".encode(), name=f"note-{number}.txt")
    return CustomDocument.objects.create(title=f"Note {number}", file=file, review="nobody")


@pytest.fixture
def back_up(folders, capsys) -> Callable[[], Path]:
    """Make a backup with the command; returns its folder."""

    def make() -> Path:
        call_command("backup", folders / "backups")
        return Path(capsys.readouterr().out.partition("Z: ")[0] + "Z")

    return make


@pytest.fixture
def elsewhere(settings, folders) -> Callable:
    """An empty installation: within the block, database and storages are different."""

    @contextmanager
    def moved(before: Callable[[], None] = lambda: None) -> Iterator[None]:
        files, root = settings.STORAGES, settings.MEDIA_ROOT
        own = connection.settings_dict["NAME"]
        other = _new_database(folders)
        connection.close()
        connection.settings_dict["NAME"] = other
        in_folders(settings, folders / f"elsewhere-{uuid4().hex[:6]}")
        before()
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = own
            settings.STORAGES, settings.MEDIA_ROOT = files, root
            _drop_database(other)

    return moved


def _new_database(folders: Path) -> str:
    name = f"elsewhere_{uuid4().hex[:10]}"
    if connection.vendor == "sqlite":
        return str(folders / f"{name}.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    return name


def _drop_database(name: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')
