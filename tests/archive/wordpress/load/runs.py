"""Runs of the import as tests start them, and their results in the database and in folders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.apps import apps
from PIL import Image
from wagtail.models import Page

from archive.models import ImportedItem
from tests.archive.wordpress import wxr
from tests.media.planted import exif, saved, scene

from .command import Ran, ended

RECORDS = {"archive.importrun", "archive.importrecord"}


class OldSite:
    """An export file and a folder of uploads, which a test changes between runs."""

    def __init__(self, folder: Path) -> None:
        self.file, self.uploads = folder / "export.xml", folder / "uploads"
        self._report = folder / "report.json"

    def write(self, *items: str, **options: Any) -> None:
        self.file.write_bytes(wxr.export(*items, **options))

    def upload(self, path: str, number: int = 0) -> bytes:
        """A photograph with a position, in a shade of its own."""
        file = self.uploads / path
        file.parent.mkdir(parents=True, exist_ok=True)
        picture = Image.blend(scene((64, 48)), Image.new("RGB", (64, 48), "white"), number / 20)
        file.write_bytes(saved(picture, "JPEG", exif=exif()))
        return file.read_bytes()

    def run(self, *options: str) -> Ran:
        """Run the command; refusals are part of its output."""
        self._report.unlink(missing_ok=True)
        status, printed = ended(self.file, "--report", self._report, *options)
        report = json.loads(self._report.read_text()) if self._report.exists() else {}
        return Ran(status, printed, report)


def tables() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, except the records of the runs themselves."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.label_lower not in RECORDS
    }


def page_of(source_id: int) -> Page:
    """The page of an item."""
    return ImportedItem.objects.get(source_id=source_id).page.specific
