"""Runs the import as an administrator does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import CommandError, call_command
from django.db import connection
from pikepdf import Pdf
from PIL import Image

from media.models import CustomDocument, CustomImage, Video
from tests.media.planted import exif

TRAPS = Path(__file__).parents[1] / "traps.wxr.xml"


@dataclass(frozen=True)
class Ran:
    """The result of a run: its exit status, its output, the report."""

    status: int
    printed: str
    report: dict[str, Any]

    def item(self, id: int) -> dict[str, Any]:
        return next(item for item in self.report["items"] if item["id"] == id)

    def codes(self, id: int) -> set[str]:
        item = self.item(id)
        return {note["code"] for note in [*item["losses"], *item["toReview"]]}

    def texts(self, id: int) -> str:
        item = self.item(id)
        return " ".join(note["text"] for note in [*item["losses"], *item["toReview"]])


def run(export: bytes | Path, *arguments: str, **options: Any) -> Ran:
    """Import an export with these arguments."""
    with TemporaryDirectory() as folder:
        file, report = Path(folder, "export.xml"), Path(folder, "report.json")
        file.write_bytes(export if isinstance(export, bytes) else export.read_bytes())
        options = {"report": report, **options}
        status, printed = ended(file, *arguments, **options)
        found = json.loads(report.read_text("utf-8")) if report.exists() else {}
        return Ran(status, printed, found)


def review_all() -> None:
    """Review everything, since imported files are unreviewed and readers would not get them."""
    for model in (CustomImage, CustomDocument, Video):
        for file in model.objects.filter(review="unreviewed"):
            file.review = "nobody"
            file.save(update_fields=["review"])


def ended(*arguments: Any, **options: Any) -> tuple[int, str]:
    """Exit status and output, with all pictures and files reviewed."""
    out = StringIO()
    try:
        call_command("import_wordpress", *map(str, arguments), stdout=out, **options)
    except CommandError as error:
        return error.returncode, f"{out.getvalue()}{error}"
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    finally:
        review_all()
    return 0, out.getvalue()


def tables() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    names = connection.introspection.table_names()
    return {name: sorted(rows(name)) for name in names}


def rows(table: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        yield from (repr(row) for row in cursor)


def photograph(colour: str, format: str = "JPEG", **options: Any) -> bytes:
    made = BytesIO()
    Image.new("RGB", (640, 480), colour).save(made, format, **options)
    return made.getvalue()


def write_uploads(folder: Path) -> Path:
    """Write the files that `traps.wxr.xml` names:

    two with the same name, one with a GPS position.
    """
    files = {
        "2006/01/maisai.jpg": photograph("white", exif=exif()),
        "2006/01/maisai-300x200.jpg": photograph("black"),
        "2007/03/maisai.jpg": photograph("green"),
        "2019/05/face-e1556668800000.jpg": photograph("red"),
        "2019/05/face.jpg": photograph("yellow"),  # before the face was cropped
        "2020/01/river.jpg": photograph("blue"),
        "2020/01/river-scaled.jpg": photograph("navy"),
        "2008/02/雪.jpg": photograph("silver"),
        "2006/09/report.pdf": pdf(),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def pdf() -> bytes:
    file = BytesIO()
    with Pdf.new() as document:
        document.add_blank_page()
        document.save(file)
    return file.getvalue()
