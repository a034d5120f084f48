"""Attachments of the old site as images and documents of ours."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.crypto import salted_hmac
from django.utils.text import get_valid_filename
from wagtail.models import Collection

from archive.models import ImportedItem, ImportRecord
from archive.wordpress.export.addresses import (
    attached_path,
    decoded,
    upload_candidates,
    upload_path,
)
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Item
from archive.wordpress.files.fetch import Failed, Fetcher
from archive.wordpress.files.uploads import Uploads
from archive.wordpress.parts import Note
from media.leftovers import delete_leftovers
from media.metadata import Refused
from media.models import CustomDocument, CustomImage

from .choice import is_public
from .collections import OPEN, closed_collection, open_collection
from .ledger import Ledger, digest_of
from .options import Options
from .records import Outcome
from .targets import Targets

TIMEOUT = 30  # seconds for each answer of the old site
Action = ImportRecord.Action


class MediaWriter:
    """Takes each attachment once, from the uploads folder or, where asked, from the old site."""

    def __init__(
        self, options: Options, catalogue: Catalogue, ledger: Ledger, targets: Targets
    ) -> None:
        self._options, self._catalogue, self._ledger = options, catalogue, ledger
        self._targets = targets
        self._uploads = Uploads(options.uploads) if options.uploads else None
        most = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
        self._fetcher = Fetcher(most, TIMEOUT) if options.fetch_media else None
        self._limit = most

    def take(self, item: Item) -> Outcome:
        """Import the file; one that is not at hand or not taken is a loss that says why."""
        known = self._ledger.get(item.id)
        if known:
            here = known.image or known.document
            if here is None:
                note = Note("deleted-here", "It was deleted here.")
                return Outcome(item, Action.KEPT, notes=[note])
            notes = self._withdrawn(item, here)
            has_changed = known.source_digest != digest_of(item)
            if has_changed and not self._options.update:
                text = "What is said of it has changed: --update takes it over."
                notes.append(Note("source-changed", text))
            if notes or not has_changed:
                return Outcome(item, Action.UNCHANGED, notes=notes)
        elif not self._options.is_dry:
            paths = (*self._paths(item), urlsplit(item.attachment_url).path)
            for suffix in {PurePosixPath(path).suffix.lower() for path in paths}:
                delete_leftovers(self._key(item), suffix)
        if item.status == "trash":
            return Outcome(item, Action.LEFT_OUT, notes=[Note("trash", "It was in the trash.")])
        try:
            name, content = self._found(item)
            return self._written(item, name, content, known)
        except (Refused, Failed, ValidationError) as problem:
            return Outcome(item, Action.LEFT_OUT, notes=[_missing(item, problem)])

    def _withdrawn(self, item: Item, here: Any) -> list[Note]:
        """Hide what the old site no longer shows; where nobody asked, only say so."""
        if not self._is_hidden(item) or here.collection.name != OPEN:
            return []
        if not self._options.update:
            text = "It is no longer public there, and still is here: --update hides it."
            return [Note("withdrawn", text)]
        if not self._options.is_dry:
            here.collection = closed_collection()
            here.save()
        return [Note("withdrawn", "It is no longer public there, and was hidden here.")]

    def _key(self, item: Item) -> str:
        """Of its files: the same in every run, and nothing that anybody could guess."""
        name = f"{self._ledger.site}#{item.id}"
        return salted_hmac("archive.wordpress.files", name, algorithm="sha256").hexdigest()[:32]

    def _paths(self, item: Item) -> list[str]:
        """Where it may lie: the original before what it was scaled to."""
        named = [attached_path(one) or one for one in item.meta.get("_wp_attached_file", ())]
        if path := upload_path(item.attachment_url, self._catalogue.site.url):
            named.append(path)
        paths = [candidate for path in named for candidate in _candidates(path)]
        return list(dict.fromkeys(paths))

    def _found(self, item: Item) -> tuple[str, bytes]:
        """Name and bytes of the original, not of a size that WordPress made of it."""
        paths = self._paths(item)
        if self._uploads and (file := self._uploads.find(*paths)):
            return file.name, self._uploads.read(file, self._limit)
        if self._fetcher and item.attachment_url:
            fetched = self._fetcher.get(item.attachment_url)
            return PurePosixPath(decoded(urlsplit(item.attachment_url).path)).name, fetched.content
        raise Failed(
            "The file is not in the uploads folder"
            if self._uploads
            else "No uploads folder was given"
        )

    def _written(
        self, item: Item, name: str, content: bytes, known: ImportedItem | None
    ) -> Outcome:
        model = CustomImage if _is_picture(name) else CustomDocument
        if self._options.is_dry:
            model().clean_copy(content, name)
            self._targets.note_taken(item.id, is_image=model is CustomImage)
            return Outcome(item, Action.CREATED, model=model._meta.label, notes=_described(item))
        digest = hashlib.sha256(content).hexdigest()
        collection = closed_collection() if self._is_hidden(item) else open_collection()
        same = model.objects.filter(original_sha256=digest, collection=collection).first()
        kept = same or self._new(model, item, name, content, collection)
        target = {"image": kept} if model is CustomImage else {"document": kept}
        self._ledger.keep(item, **target)
        action = Action.UPDATED if known else Action.CREATED
        return Outcome(item, action, model=model._meta.label, notes=_described(item))

    def _new(
        self, model: type[Any], item: Item, name: str, content: bytes, collection: Collection
    ) -> Any:
        title = item.title or PurePosixPath(name).stem
        made = model(title=title[:255], collection=collection, uploaded_by_user=self._options.user)
        made.file_key = self._key(item)
        if model is CustomImage:
            made.description = alt_of(item)[:255]
        made.file = ContentFile(content, name=get_valid_filename(name))
        made.clean()
        made.save()
        return made

    def _is_hidden(self, item: Item) -> bool:
        """Whether the old site showed it on no public page of its own."""
        if item.status in ("private", "trash") or item.is_restricted:
            return True
        parent = self._catalogue.item(item.parent) if item.parent else None
        return parent is not None and not is_public(parent, self._options.public_types)


def _candidates(path: str) -> list[str]:
    """What climbs out of the folder has no other sizes: it is refused under its own name."""
    return upload_candidates(path) if attached_path(decoded(path)) else [path]


def alt_of(item: Item) -> str:
    return next(iter(item.meta.get("_wp_attachment_image_alt", ())), "").strip()


def _is_picture(name: str) -> bool:
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    return suffix in settings.WAGTAILIMAGES_EXTENSIONS


def _described(item: Item) -> list[Note]:
    """What was said of the file, and has no place here but in the report."""
    text = " ".join(item.content.split())
    return [Note("file-description", f"Its description is not kept: “{text}”")] if text else []


def _missing(item: Item, problem: Exception) -> Note:
    words = problem.messages[0] if isinstance(problem, ValidationError) else str(problem)
    return Note("file-missing", f"{item.attachment_url}: {words}", is_loss=True)
