"""Attachments of the old site as images and documents."""

from __future__ import annotations

import hashlib
from collections.abc import Collection as Keys
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.crypto import salted_hmac
from django.utils.text import get_valid_filename
from wagtail.models import Collection

from archive.markup.parts import Note
from archive.markup.sentences import Sentence, message
from archive.models import ImportedItem
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Item
from archive.wordpress.export.selection import is_public
from archive.wordpress.files.fetch import Failed
from archive.wordpress.files.uploads import Uploads
from archive.wordpress.load.bookkeeping.ledger import Ledger, digest_of, pointing_to
from archive.wordpress.load.bookkeeping.notes import (
    DELETED_HERE,
    LONGEST_TITLE,
    NOW_HIDDEN,
    SOURCE_CHANGED,
    STILL_PUBLIC,
    notes_on_title,
)
from archive.wordpress.load.bookkeeping.outcomes import Action, Outcome, was_public
from archive.wordpress.load.options import Options
from cms import reach
from media.cleaning.refused import Refused
from media.leftovers import delete_leftovers
from media.models import CustomDocument, CustomImage

from .access import hide, is_shown_here, mark_pages_showing, pages_showing
from .collections import OPEN, closed_collection, open_collection
from .file_state import FileState, is_edited
from .originals import Originals

_ALT, LONGEST_ALT = "_wp_attachment_image_alt", 255
EDITED = {
    "file": Note("edited-here", "The file was replaced here, and its new one was not taken."),
    "words": Note("edited-here", "Its words were edited here, and its new ones were not taken."),
}


class AttachmentWriter:
    """Writes each attachment once; changes of its file by editors are kept."""

    def __init__(
        self, options: Options, catalogue: Catalogue, ledger: Ledger, uploads: Uploads | None
    ) -> None:
        self._options, self._catalogue, self._ledger = options, catalogue, ledger
        self._originals = Originals(options, catalogue, uploads)
        self.to_hide: dict[int, Outcome] = {}  # candidates: only all pages together decide

    def write(self, item: Item) -> Outcome | None:
        """Import the file; a missing or refused file is a loss with a reason."""
        imported_item = self._ledger.get(item.id)
        if imported_item is None:
            return self._first(item)
        file = imported_item.image or imported_item.document
        if file is None:
            return Outcome(item, Action.KEPT, notes=[DELETED_HERE])
        outcome = self._again(item, imported_item)
        state = FileState.read(imported_item.written_digest)
        if state and state.is_open and file.collection.name == OPEN and self._is_hidden(item):
            self.to_hide[item.id] = outcome
            return None
        return outcome

    def withdraw(self, item: Item, leaving: Keys[int]) -> Outcome:
        """Hide what the old site no longer shows; without --update only say so.

        Called after all pages, of which `leaving` are no longer public there.
        """
        outcome = self.to_hide.pop(item.id)
        imported_item = self._ledger.get(item.id)
        file = imported_item and (imported_item.image or imported_item.document)
        if not file or is_shown_here(file, leaving) or self._is_shown_there(file):
            return outcome
        if self._options.update:
            hide(file, self._ledger)
        outcome.notes.append(NOW_HIDDEN if self._options.update else STILL_PUBLIC)
        return outcome

    def _first(self, item: Item) -> Outcome:
        for suffix in self._originals.suffixes(item):
            delete_leftovers(self._key(item), suffix)
        return self._import(item, None)

    def _again(self, item: Item, imported_item: ImportedItem) -> Outcome:
        if imported_item.source_digest == digest_of(item):
            return Outcome(item, Action.UNCHANGED)
        if not self._options.update:
            return Outcome(item, Action.UNCHANGED, notes=[SOURCE_CHANGED])
        return self._import(item, imported_item)

    def _import(self, item: Item, imported_item: ImportedItem | None) -> Outcome:
        if item.status == "trash":
            return Outcome(item, Action.LEFT_OUT, notes=[Note("trash", "It was in the trash.")])
        try:
            name, content = self._originals.find(item)
            return self._write(item, name, content, imported_item)
        except (reach.Refused, Failed) as problem:
            return _left_out(item, "file-missing", problem)
        except (Refused, ValidationError) as problem:  # it exists
            return _left_out(item, "file-refused", problem)

    def _is_shown_there(self, file: Any) -> bool:
        """Whether a page that shows it may be public there, though an editor took it down here."""
        rows = ImportedItem.objects.filter(site=self._ledger.site, page__in=pages_showing(file))
        numbers = rows.values_list("source_id", flat=True)
        posts = [self._catalogue.item(number) for number in numbers]
        return any(post is None or is_public(post, self._options.public_types) for post in posts)

    def _key(self, item: Item, digest: str = "") -> str:
        """The key of an item's files: the same in every run, and not guessable."""
        name = f"{self._ledger.site}#{item.id}{digest and '#'}{digest}"
        return salted_hmac("archive.wordpress.files", name, algorithm="sha256").hexdigest()[:32]

    def _write(
        self, item: Item, name: str, content: bytes, imported_item: ImportedItem | None
    ) -> Outcome:
        model = CustomImage if _is_picture(name) else CustomDocument
        action = Action.UPDATED if imported_item else Action.CREATED
        outcome = Outcome(item, action, model=model._meta.label, notes=_notes_on_words(item, model))
        if imported_item:
            outcome.notes += self._update(item, name, content, imported_item, model)
            return outcome
        digest = hashlib.sha256(content).hexdigest()
        collection = closed_collection() if self._is_hidden(item) else open_collection()
        same = model.objects.filter(original_sha256=digest, collection=collection).first()
        file = same or self._create(model, item, name, content, collection)
        state = FileState(is_open=collection.name == OPEN) if same else FileState.of(file)
        self._ledger.keep(item, written_digest=str(state), **pointing_to(file))
        if not file.has_clean_copy:
            outcome.notes.append(_kept_private(file))
        return outcome

    def _update(
        self, item: Item, name: str, content: bytes, imported_item: ImportedItem, model: type[Any]
    ) -> list[Note]:
        """Apply changes to the file that pages show; changes by editors are kept."""
        file: Any = imported_item.image or imported_item.document
        state, current = FileState.read(imported_item.written_digest), FileState.of(file)
        updated = FileState.of_new(content, *_words(item, name, model))
        changed_parts = [
            part for part in ("file", "words") if getattr(current, part) != getattr(updated, part)
        ]
        mark_pages_showing(file, self._ledger)
        rows = self._ledger.rows_of(file)
        edited_parts = [part for part in changed_parts if is_edited(part, current, rows)]
        is_its_own = isinstance(file, model) and bool(state and state.file) and len(rows) == 1
        if changed_parts and not edited_parts and not is_its_own:
            # A file shared with other items stays theirs, and this item gets a row of its own.
            new_file = self._create(model, item, name, content, file.collection, is_again=True)
            written_state = replace(FileState.of(new_file), is_open=bool(state and state.is_open))
            columns = {"image": None, "document": None} | pointing_to(new_file)
            self._ledger.keep(item, written_digest=str(written_state), **columns)
            return []
        if not is_its_own:
            edited_parts = changed_parts
        replaced_parts = [part for part in changed_parts if part not in edited_parts]
        if "words" in replaced_parts:
            _set_words(file, item, name)
        if "file" in replaced_parts:
            self._set_file(file, item, name, content, is_again=True)
        if replaced_parts:
            file.clean()
            file.save()
        written_state = replace(
            state or current, **{part: getattr(updated, part) for part in replaced_parts}
        )
        self._ledger.keep(item, written_digest=str(written_state) if state else "")
        return [EDITED[part] for part in edited_parts]

    def _create(
        self,
        model: type[Any],
        item: Item,
        name: str,
        content: bytes,
        collection: Collection,
        *,
        is_again: bool = False,
    ) -> Any:
        file = model(collection=collection, uploaded_by_user=self._options.user)
        file.keeps_uncleaned = True
        _set_words(file, item, name)
        self._set_file(file, item, name, content, is_again=is_again)
        file.clean()
        file.save()
        return file

    def _set_file(
        self, file: Any, item: Item, name: str, content: bytes, *, is_again: bool
    ) -> None:
        valid_name = get_valid_filename(name)
        file.file_key = self._key(item, hashlib.sha256(content).hexdigest() if is_again else "")
        if is_again:
            delete_leftovers(file.file_key, PurePosixPath(valid_name).suffix)
        file.file = ContentFile(content, name=valid_name)

    def _is_hidden(self, item: Item) -> bool:
        """Whether no public page of the old site showed it."""
        if item.status in ("private", "trash") or item.is_restricted:
            return True
        if not item.parent:
            return False
        if parent := self._catalogue.item(item.parent):
            return not is_public(parent, self._options.public_types)
        # from an earlier file, which contained the post
        imported_item = self._ledger.get(item.parent)
        return imported_item is not None and not was_public(imported_item)


def _words(item: Item, name: str, model: type[Any]) -> tuple[str, str]:
    """The file's title and, for a picture, its description."""
    title = (item.title or PurePosixPath(name).stem)[:LONGEST_TITLE]
    alt = item.first(_ALT)[:LONGEST_ALT]
    return title, alt if issubclass(model, CustomImage) else ""


def _set_words(file: Any, item: Item, name: str) -> None:
    file.title, description = _words(item, name, type(file))
    if isinstance(file, CustomImage):
        file.description = description


def _is_picture(name: str) -> bool:
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    return suffix in settings.WAGTAILIMAGES_EXTENSIONS


def _notes_on_words(item: Item, model: type[Any]) -> list[Note]:
    """Texts of a file that have no place here except in the report."""
    notes = notes_on_title(item.title)
    if description := " ".join(item.content.split()):
        sentence = message("Its description is not kept: “%(words)s”")
        notes.append(Note("file-description", sentence, {"words": description}))
    alt, caption = item.first(_ALT), " ".join(item.excerpt.split())
    if issubclass(model, CustomImage):
        if len(alt) > LONGEST_ALT:
            sentence = message("The whole alternative text: %(words)s")
            notes.append(Note("long-description", sentence, {"words": alt}))
    elif caption:  # a picture's caption is shown with it
        sentence = message("Its caption is not kept: “%(words)s”")
        notes.append(Note("file-description", sentence, {"words": caption}))
    return notes


def _kept_private(file: Any) -> Note:
    refusal = getattr(file, "refusal", None)
    if not refusal:
        sentence = message("It cannot be cleaned: it is kept here, and readers never get it.")
        return Note("file-private", sentence, is_loss=True)
    sentence = message(
        "It cannot be cleaned: it is kept here, and readers never get it. %(reason)s"
    )
    return Note("file-private", sentence, {"reason": _reason(refusal)}, is_loss=True)


def _left_out(item: Item, code: str, problem: Exception) -> Outcome:
    values = {"address": item.attachment_url[:300], "reason": _reason(problem)}
    note = Note(code, message("%(address)s: %(reason)s"), values, is_loss=True)
    return Outcome(item, Action.LEFT_OUT, notes=[note])


def _reason(problem: Exception) -> dict[str, Any] | str:
    """Why a file is refused, translatable if possible."""
    if isinstance(problem, Failed):
        return problem.sentence.as_data()
    if isinstance(problem, Refused):
        return Sentence(problem.sentence, problem.values).as_data()
    return problem.messages[0] if isinstance(problem, ValidationError) else str(problem)
