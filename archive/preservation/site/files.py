"""Copies the pictures and files that readers get into the folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from django.db.models.fields.files import FieldFile

from cms.graphql.ids import decoded
from cms.visibility.files import is_for_readers
from media.models import CustomDocument, CustomImage
from media.renditions import filter_spec, public_rendition

WIDTH = 1200  # pixels
_DOCUMENT = re.compile(r"/documents/(\d+)/[^/]+")


class Files:
    """The files that were copied into a folder, each once."""

    def __init__(self, folder: Path, origin: str) -> None:
        self.folder, self.origin = folder, origin
        self.places: dict[tuple[str, int], str | None] = {}

    def picture(self, identifier: str) -> str | None:
        """The place in the folder of the picture with this ID; None if readers do not get it."""
        return self._once("Image", decoded(identifier)[1], self._copy_picture)

    def document(self, identifier: str) -> str | None:
        return self._once("Document", decoded(identifier)[1], self._copy_document)

    def at(self, address: str) -> str | None:
        """The place of a file by its address on this server; None for other sites."""
        match = _DOCUMENT.fullmatch(address.removeprefix(self.origin))
        return self._once("Document", int(match[1]), self._copy_document) if match else None

    def _once(self, kind: str, key: int | None, copy: Callable[[int], str | None]) -> str | None:
        if key is None:
            return None
        if (kind, key) not in self.places:
            self.places[kind, key] = copy(key)
        return self.places[kind, key]

    def _copy_picture(self, key: int) -> str | None:
        image = CustomImage.objects.filter(pk=key).first()
        spec = filter_spec(width=WIDTH, format="webp")
        rendition = public_rendition(image, spec) if image else None
        return self._copy(rendition.file, f"files/{key}.webp") if rendition else None

    def _copy_document(self, key: int) -> str | None:
        document = CustomDocument.objects.filter(pk=key).first()
        if document is None or not is_for_readers(document):
            return None
        return self._copy(document.file, f"files/{key}{Path(str(document.file)).suffix}")

    def _copy(self, file: FieldFile, place: str) -> str:
        target = self.folder / place
        target.parent.mkdir(exist_ok=True)
        with file.open("rb") as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        return place
