"""Who may see imported files.

What a public page shows is public; what none shows only if it was so there. What an editor has
hidden or opened stays so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.models import ImportedItem
from archive.wordpress.load.bookkeeping.ledger import Ledger
from media.models import CustomDocument, CustomImage

from .collections import CLOSED, OPEN, closed_collection, move, open_collection
from .file_state import FileState

HIDDEN = Note(
    "files-not-public",
    "Its pictures and files are in the collection “%(closed)s”: move them to “%(open)s” when you "
    "publish it.",
    {"closed": CLOSED, "open": OPEN},
)


def show_with(
    images: Iterable[int], documents: Iterable[int], ledger: Ledger, *, is_public: bool
) -> list[Note]:
    """Let readers of a public page see what it shows, whichever post it was uploaded to."""
    keys_by_model: dict[type[Any], set[int]] = {
        CustomImage: {*images},
        CustomDocument: {*documents},
    }
    if not any(keys_by_model.values()):
        return []
    collection = closed_collection()
    hidden_files = [
        file
        for model, keys in keys_by_model.items()
        for file in model.objects.filter(pk__in=keys, collection=collection)
    ]
    if hidden_files and not is_public:
        open_collection()  # creates it, since the note names it
        return [HIDDEN]
    return [note for file in hidden_files if (note := _opened(file, ledger))]


def is_closed_by_import(file: Any, ledger: Ledger) -> bool:
    """Whether the import itself put it into the closed collection."""
    states = [FileState.read(row.written_digest) for row in ledger.rows_of(file)]
    is_its_own = bool(states) and all(state and not state.is_open for state in states)
    return is_its_own and file.collection.name == CLOSED


def open_to_readers(file: Any, ledger: Ledger) -> None:
    move(file, open_collection())
    _keep(file, ledger, is_open=True)


def hide(file: Any, ledger: Ledger) -> None:
    """Hide a file and its renditions, which have public addresses."""
    move(file, closed_collection())
    if isinstance(file, CustomImage):
        file.public_renditions.all().delete()
    _keep(file, ledger, is_open=False)


def pages_showing(file: Any) -> set[int]:
    pages = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(file).filter(base_content_type=pages)
    return {int(key) for key in references.values_list("object_id", flat=True)}


def mark_pages_showing(file: Any, ledger: Ledger) -> None:
    """Have this run write pages again that show a file, because they repeat its text."""
    rows = ImportedItem.objects.filter(site=ledger.site, page__in=pages_showing(file))
    rows.update(is_complete=False)


def is_shown_here(file: Any, leaving: Collection[int]) -> bool:
    """Whether something shows it that stays public, other than the pages in `leaving`."""
    pages = ContentType.objects.get_for_model(Page)
    if ReferenceIndex.get_references_to(file).exclude(base_content_type=pages).exists():
        return True
    shown_by = pages_showing(file) - set(leaving)
    return Page.objects.live().filter(pk__in=shown_by).exists()


def _opened(file: Any, ledger: Ledger) -> Note | None:
    if is_closed_by_import(file, ledger):
        open_to_readers(file, ledger)
        return None
    sentence = message("“%(title)s”, which it shows, was hidden here, and stays so.")
    return Note("hidden-here", sentence, {"title": file.title})


def _keep(file: Any, ledger: Ledger, *, is_open: bool) -> None:
    for row in ledger.rows_of(file):
        state = FileState.read(row.written_digest) or FileState()
        row.written_digest = str(replace(state, is_open=is_open))
        ImportedItem.objects.filter(pk=row.pk).update(written_digest=row.written_digest)
