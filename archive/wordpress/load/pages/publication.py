"""Pages that are no longer public on the old site, and what keeps one from readers here."""

from __future__ import annotations

from typing import Any

from archive.markup.parts import Note
from archive.models import ImportedItem
from archive.safeguards.clearance import sentences
from archive.wordpress.export.records import Item
from archive.wordpress.export.selection import is_public
from archive.wordpress.load.bookkeeping.ledger import Ledger
from archive.wordpress.load.bookkeeping.outcomes import was_public
from archive.wordpress.load.bookkeeping.page_digests import WITHDRAWN, is_edited
from archive.wordpress.load.options import Options


class Publication:
    """Takes down what the old site did; what an editor has changed only an editor publishes."""

    def __init__(self, options: Options, ledger: Ledger) -> None:
        self._options, self._ledger = options, ledger
        self.leaving: set[int] = set()  # pages here that are no longer public there

    def withdrawn(self, item: Item, page: Any, imported_item: ImportedItem) -> list[Note]:
        """Take down what readers may no longer see there; where nobody asked, only say so."""
        if (
            not page.live
            or is_public(item, self._options.public_types)
            or not was_public(imported_item)
        ):
            return []
        self.leaving.add(page.pk)
        if not self._options.update:
            text = "It is no longer public there, and still is here: --update takes it down."
            return [Note("withdrawn", text)]
        was_edited = is_edited(page, imported_item.written_digest)
        page.unpublish(user=self._options.user)
        if was_edited:
            rows = ImportedItem.objects.filter(pk=imported_item.pk)
            rows.update(written_digest=WITHDRAWN)
        text = "It is no longer public there, and was taken down here."
        return [Note("withdrawn", text), *_hidden_with(page)]

    def public_again(self, item: Item, page: Any, imported_item: ImportedItem) -> list[Note]:
        """Say that readers see there again what the import took down here: it is an editor's."""
        is_down = not page.live and imported_item.written_digest == WITHDRAWN
        if not is_down or not is_public(item, self._options.public_types):
            return []
        text = "It is public there again, and was taken down here: publish it, and show its files,"
        return [Note("public-again", f"{text} if readers are to see them.")]


def hold_back(page: Any, notes: list[Note]) -> None:
    """Keep a page that could harm somebody from readers, as a draft, and say why."""
    page.is_imported = True
    if page.live and (lines := open_sentences(page)):
        page.live = False
        text = f"It is a draft here, since readers must not see it: {' '.join(lines)}"
        notes.append(Note("held-back", text))


def open_sentences(page: Any) -> list[str]:
    """What speaks against showing a page to readers, a sentence each."""
    findings = page.open_findings()
    return [line for lines in sentences(findings).values() for line in lines] if findings else []


def _hidden_with(page: Any) -> list[Note]:
    """What readers saw below a page that was taken down: a tree is hidden from its top."""
    below = page.get_descendants().live().values_list("title", flat=True)
    if not below:
        return []
    names = ", ".join(f"“{title}”" for title in below[:20])
    text = (
        f"{len(below)} pages below it are hidden with it: {names}. Move what is public elsewhere."
    )
    return [Note("hidden-with", text)]
