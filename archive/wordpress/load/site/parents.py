"""The parent of an imported page."""

from __future__ import annotations

from wagtail.models import Locale, Page

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.models import EntryPage
from archive.wordpress.export.records import Item
from archive.wordpress.load.bookkeeping.ledger import Ledger

from .tree import Tree


class Parents:
    """Documents go into a section, pages below their former parent, if it may have them."""

    def __init__(self, ledger: Ledger, tree: Tree) -> None:
        self._ledger, self._tree = ledger, tree

    def of(
        self, item: Item, model: type[Page], locale: Locale, *, is_public: bool
    ) -> tuple[Page, list[Note]]:
        """The parent, and a note if it is not that of the old site."""
        imported_item = self._ledger.get(item.parent) if item.parent else None
        original = imported_item.page if imported_item else None
        parent = self._parent(original, model, locale, is_public=is_public)
        if original is None or original.pk == parent.pk:
            return parent, []
        sentence = message(
            "It lay below “%(there)s”, where it cannot be here; now it is below “%(here)s”."
        )
        values = {"there": original.title, "here": str(parent)}
        return parent, [Note("other-parent", sentence, values)]

    def _parent(
        self, original: Page | None, model: type[Page], locale: Locale, *, is_public: bool
    ) -> Page:
        """The nearest page that may be the parent: nothing public goes below something hidden."""
        if issubclass(model, EntryPage):
            return self._tree.section(locale)
        front = Page.objects.get(pk=self._tree.front(locale).pk).specific
        parent = original.specific if original else front
        while parent.is_descendant_of(front):
            if model.can_exist_under(parent) and not (is_public and is_hidden(parent)):
                return parent
            parent = parent.get_parent().specific
        return front


def is_hidden(page: Page) -> bool:
    """Whether it or one of its ancestors is not public."""
    with_ancestors = page.get_ancestors(inclusive=True)
    return with_ancestors.not_live().exists() or page.get_view_restrictions().exists()
