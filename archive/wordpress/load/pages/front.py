"""Makes the old site's front page, in each language, the body of the front page here.

This happens once, if nobody has written anything there yet: a front page stays live whatever
becomes of its item, and belongs to editors from then on.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Page

from archive.markup.parts import Note
from archive.models import ImportedItem
from archive.wordpress.export.addresses import in_language, key
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Item
from archive.wordpress.export.selection import PAGE
from archive.wordpress.load.bookkeeping.ledger import Ledger, digest_of
from archive.wordpress.load.bookkeeping.outcomes import Outcome, last_outcome
from archive.wordpress.load.site.tree import Tree

from .builder import PageContent
from .publication import is_open

TAKEN = Note("front-page", "It was the front page there, and is the body of the front page here.")
CHANGED_THERE = Note(
    "source-changed", "Its source has changed; the front page is changed here by hand."
)


class FrontPages:
    """Finds items that were front pages of the old site, and writes their bodies."""

    def __init__(self, catalogue: Catalogue, ledger: Ledger, tree: Tree) -> None:
        self._catalogue, self._ledger, self._tree = catalogue, ledger, tree

    def take(self, item: Item, content: PageContent, locale: Locale) -> Page | None:
        """The front page with the item's body, saved;

        None if the item has to be a page of its own.
        """
        if not self._was_front(item, locale) or not content.is_public:
            return None
        front: Any = self._tree.front(locale).specific
        if front.body or front.introduction or self.is_taken(front):
            return None
        front.body = content.stream_of(type(front))
        front.is_imported = True
        if not front.live or is_open(front):  # a front page cannot be held back
            return None
        front.save(clean=False)
        content.notes.append(TAKEN)
        return front

    def again(self, item: Item, imported_item: ImportedItem) -> Outcome:
        """The outcome in a later run: the front page belongs to editors."""
        has_changed = imported_item.source_digest != digest_of(item)
        notes = [CHANGED_THERE] if has_changed else []
        return last_outcome(item, imported_item, notes)

    def is_taken(self, page: Page | None) -> bool:
        """Whether a page is a front page that an import wrote."""
        if page is None or page.pk not in {front.pk for front in self._tree.fronts.values()}:
            return False
        return ImportedItem.objects.filter(page=page).exists()

    def _was_front(self, item: Item, locale: Locale) -> bool:
        url = self._catalogue.site.url
        languages = {locale.language_code, *self._catalogue.languages}
        code, place = in_language(self._catalogue.hosts.own(item.link), url, languages)
        is_home = item.kind == PAGE and bool(item.link) and place == key(url, url)
        return is_home and (code or locale.language_code) == locale.language_code
