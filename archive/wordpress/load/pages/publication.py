"""Pages that are no longer public on the old site, and what keeps one from readers here."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.conf import settings
from django.utils.translation import override

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.models import ImportedItem
from archive.safeguards.clearance import sentences
from archive.wordpress.export.records import Item
from archive.wordpress.export.selection import is_public
from archive.wordpress.load.bookkeeping.ledger import Ledger
from archive.wordpress.load.bookkeeping.notes import NOW_HIDDEN, STILL_PUBLIC
from archive.wordpress.load.bookkeeping.outcomes import was_public
from archive.wordpress.load.bookkeeping.page_digests import WITHDRAWN, is_edited
from archive.wordpress.load.options import Options


class Publication:
    """Takes down what the old site took down;

    what an editor has changed only an editor publishes.
    """

    def __init__(self, options: Options, ledger: Ledger) -> None:
        self._options, self._ledger = options, ledger
        self.leaving: set[int] = set()  # pages here that are no longer public there

    def withdrawn(self, item: Item, page: Any, imported_item: ImportedItem) -> list[Note]:
        """Take down what readers may no longer see there; without --update only say so."""
        if (
            not page.live
            or is_public(item, self._options.public_types)
            or not was_public(imported_item)
        ):
            return []
        self.leaving.add(page.pk)
        if not self._options.update:
            return [STILL_PUBLIC]
        was_edited = is_edited(page, imported_item.written_digest)
        page.unpublish(user=self._options.user)
        if was_edited:
            rows = ImportedItem.objects.filter(pk=imported_item.pk)
            rows.update(written_digest=WITHDRAWN)
        return [NOW_HIDDEN, *_hidden_with(page)]

    def public_again(self, item: Item, page: Any, imported_item: ImportedItem) -> list[Note]:
        """Say that it is public there again after the import took it down: an editor decides."""
        is_down = not page.live and imported_item.written_digest == WITHDRAWN
        if not is_down or not is_public(item, self._options.public_types):
            return []
        sentence = message(
            "It is public there again, and was hidden from readers here: publish it, and show its "
            "files, if readers are to see them."
        )
        return [Note("public-again", sentence)]


def hold_back(page: Any, notes: list[Note]) -> None:
    """Keep a page that could harm somebody from readers, as a draft, and say why."""
    page.is_imported = True
    if page.live and is_open(page):
        page.live = False
        sentence = message("It is a draft here, since readers must not see it: %(reasons)s")
        notes.append(Note("held-back", sentence, {"reasons": _reasons(page)}))


def is_open(page: Any) -> bool:
    """Whether anything prevents showing a page to readers."""
    return bool(page.open_findings())


def _reasons(page: Any) -> dict[str, str]:
    """The safeguards' reasons in each language of the admin."""
    reasons = {}
    for language, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES:
        with override(language):
            lines = chain.from_iterable(sentences(page.open_findings()).values())
            reasons[language] = " ".join(lines)
    return reasons


def _hidden_with(page: Any) -> list[Note]:
    """What readers saw below a page that was taken down: a whole tree is hidden."""
    below = page.get_descendants().live().values_list("title", flat=True)
    if not below:
        return []
    names = ", ".join(f"“{title}”" for title in below[:20])
    sentence = message(
        "%(count)d pages below it are hidden with it: %(names)s. Move what is public elsewhere."
    )
    return [Note("hidden-with", sentence, {"count": len(below), "names": names})]
