"""The contents of the database, without what may differ between two equal imports.

Primary keys become positions in the order of writing; times of writing, random UUIDs and names of
files become words; a file's digest replaces its name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from wagtail.models import Collection, Page, Revision

from archive.models import Category, Place, Tag
from archive.wordpress.load.bookkeeping.page_digests import is_edited
from cms.freshness.triggers import content_models
from media.models import CustomDocument, CustomImage

# The records of runs, the content's version, and a virtual table of SQLite.
APART = {"archive.ImportRun", "archive.ImportRecord", "wagtailsearch.SQLiteFTSIndexEntry"}
# A history that differs after an import was killed (`tests.cms.record`).
APART |= {"cms_record.Change", "cms_record.PublicObject", "cms_record.LastChange"}
APART |= {"cms_visibility.Use"}
# Written by an import, but never visible to readers.
ALSO = {"wagtailcore.Revision", "wagtailcore.PageLogEntry", "wagtailcore.ReferenceIndex"}
ALSO |= {"archive.ImportedItem"}
# Rows that others refer to; the order of all other rows is irrelevant.
TARGETS = {Page, Revision, Collection, Category, Place, Tag, CustomImage, CustomDocument}
KEYS: dict[str, type[models.Model]] = {  # by their name in the JSON of bodies and revisions
    "image": CustomImage,
    "lead_image": CustomImage,
    "document": CustomDocument,
    "categories": Category,
    "places": Place,
    "tag": Tag,
    "parent": Category,
    "latest_revision": Revision,
    "live_revision": Revision,
} | dict.fromkeys(["pk", "page", "page_ptr", "entrypage_ptr", "content_object"], Page)
# A revision's references to revisions: empty if it is the page's first.
OF_ITSELF = {"latest_revision", "latest_revision_created_at", "live_revision"}
LINK = re.compile(r'(linktype="(page|document)" id=")(\d+)')
IMAGE = re.compile(r"(unsaid )?image (\d+)")  # in the search index
FILE = re.compile(r".*/(images|documents)/(\d+)/([^/]+)(/[\w-]*)?")  # the target of a redirect
LINKED = {"page": Page, "document": CustomDocument}
UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
RECENTLY = timedelta(hours=1)


def dump() -> dict[str, list[str]]:
    """The rows of each table as sorted lines."""
    cache.clear()
    return {label: rows for label, rows in Dump().tables() if rows}


def differences(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    """The lines in only one of two dumps."""
    lines = [
        {f"{label} {row}" for label, rows in each.items() for row in rows} for each in (one, other)
    ]
    return sorted(lines[0] ^ lines[1])


def stray_files() -> list[str]:
    """Files in the media folders that no row names."""
    named, lying = set(), set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                named |= set(model._base_manager.values_list(field.name, flat=True))
    for storage in (storages["public"], storages["private"]):
        folder = Path(storage.location)
        lying |= {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    return sorted(lying - named)


class Dump:
    """Reads all tables once."""

    def __init__(self) -> None:
        labels = {model._meta.label for model in content_models()} | ALSO
        self._models = [apps.get_model(label) for label in sorted(labels - APART)]
        self._places = {
            model: {str(key): place for place, key in enumerate(keys_of(model))}
            for model in self._models
        }

    def tables(self) -> Iterator[tuple[str, list[str]]]:
        for model in self._models:
            rows = ({"at": self._at(row)} | self._row(row) for row in model._base_manager.all())
            yield (
                model._meta.label,
                sorted(json.dumps(row, sort_keys=True, default=str) for row in rows),
            )

    def _at(self, row: models.Model) -> Any:
        return self._place(type(row), row.pk) if type(row) in TARGETS else None

    def _row(self, row: models.Model) -> dict[str, Any]:
        fields = row._meta.concrete_fields
        return {each.name: self._value(row, each) for each in fields if each.name != "id"}

    def _value(self, row: Any, field: Any) -> Any:
        value = getattr(row, field.attname)
        if field.name in ("content_path", "content_path_hash"):  # it contains keys of rows
            return None
        if field.name == "title_norm":  # Wagtail's, derived from earlier titles
            return None
        if field.name == "written_digest":  # it contains keys: only its validity matters
            return not (row.page and is_edited(row.page.specific, value))
        if field.name in ("object_id", "to_object_id"):
            name = "to_content_type" if field.name.startswith("to") else "content_type"
            return self._place(getattr(row, name).model_class(), value)
        if field.remote_field:
            return self._place(field.remote_field.model, value)
        if isinstance(value, FieldFile):
            with value.storage.open(value.name) as file:
                return hashlib.sha256(file.read()).hexdigest()
        if hasattr(value, "raw_data"):
            return self._json([*value.raw_data])
        return self._json(value)

    def _place(self, model: Any, key: Any) -> Any:
        return self._places.get(model, {}).get(str(key), key)

    def _json(self, value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            # A row within a revision has a key that nothing refers to.
            own = {"pk"} if "content_object" in value or "sort_order" in value else OF_ITSELF
            return {key: self._json(each, key) for key, each in value.items() if key not in own}
        if isinstance(value, list):
            return [self._json(each, name) for each in value]
        if isinstance(value, datetime):
            is_new = timezone.now() - value < RECENTLY
            return "now" if is_new else value.isoformat()
        if isinstance(value, UUID):
            value = str(value)
        if isinstance(value, int) and name in KEYS:
            return self._place(KEYS[name], value)
        return self._text(value) if isinstance(value, str) else value

    def _text(self, value: str) -> Any:
        if len(value) > len("2006-01-31"):  # a plain date is not a time of writing
            with suppress(ValueError):
                return self._json(datetime.fromisoformat(value))
        if value.startswith(("[{", "{")):
            return self._json(json.loads(value))
        if named := IMAGE.fullmatch(value):
            return f"{named[1] or ''}image {self._place(CustomImage, named[2])}"
        if named := FILE.fullmatch(value):  # signed for its key
            model = CustomImage if named[1] == "images" else CustomDocument
            return f"{named[1]} {self._place(model, named[2])} {named[3]}"
        text = LINK.sub(lambda at: f"{at[1]}{self._place(LINKED[at[2]], at[3])}", value)
        return UUID4.sub("random", text)


def keys_of(model: type[models.Model]) -> list[Any]:
    """In the order of writing; revisions by page, since pages have no fixed order."""
    rows = list(model._base_manager.order_by("pk"))
    if model is Revision:
        rows.sort(key=lambda row: (int(row.object_id), row.pk))
    return [row.pk for row in rows]
