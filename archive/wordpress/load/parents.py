"""What page another one comes below."""

from __future__ import annotations

from wagtail.models import Locale, Page

from archive.models import EntryPage
from archive.wordpress.export.records import Item
from archive.wordpress.parts import Note

from .ledger import Ledger
from .tree import Tree


class Parents:
    """Documents lie in a section, pages below those that they lay below, where they may."""

    def __init__(self, ledger: Ledger, tree: Tree) -> None:
        self._ledger, self._tree = ledger, tree

    def of(
        self, item: Item, model: type[Page], locale: Locale, *, is_public: bool
    ) -> tuple[Page, list[Note]]:
        """The parent, and a note where it is not the one that it was there."""
        known = self._ledger.get(item.parent) if item.parent else None
        there = known.page if known else None
        parent = self._parent(there, model, locale, is_public=is_public)
        if there is None or there.pk == parent.pk:
            return parent, []
        text = f"It lay below “{there.title}”, where it cannot be here; now it is below “{parent}”."
        return parent, [Note("other-parent", text)]

    def _parent(
        self, there: Page | None, model: type[Page], locale: Locale, *, is_public: bool
    ) -> Page:
        """What readers saw does not go below what they do not see, but above that."""
        if issubclass(model, EntryPage):
            return self._tree.section(locale)
        front = Page.objects.get(pk=self._tree.front(locale).pk).specific
        above = there.specific if there else front
        while above.is_descendant_of(front):
            if model.can_exist_under(above) and not (is_public and is_hidden(above)):
                return above
            above = above.get_parent().specific
        return front


def is_hidden(page: Page) -> bool:
    """Whether it, or anything above it, is not for all readers."""
    with_ancestors = page.get_ancestors(inclusive=True)
    return with_ancestors.not_live().exists() or page.get_view_restrictions().exists()
