"""What is true of some pages: read of one where it is asked, of all that a list shows at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from wagtail.models import Page

_facts: list[PageFact] = []


class PageFact:
    """Says of which of some pages something is true; the entries of their menus ask."""

    def __init__(self, keys_of: Callable[[Collection[Page]], Iterable[int]]) -> None:
        self._keys_of = keys_of
        self._attribute = f"_fact_{len(_facts)}"
        _facts.append(self)

    def of(self, page: Page) -> bool:
        answer: bool | None = page.__dict__.get(self._attribute)
        return page.pk in set(self._keys_of([page])) if answer is None else answer

    def is_read(self, page: Page) -> bool:
        """Whether the page is one of a list, for which it was read."""
        return self._attribute in page.__dict__

    def read(self, pages: Collection[Page]) -> None:
        keys = set(self._keys_of(pages))
        for page in pages:
            page.__dict__[self._attribute] = page.pk in keys


def read_facts(pages: Iterable[Page]) -> None:
    """Let each of these pages know all of them: what a list reads whatever its length."""
    pages = list(pages)
    for fact in _facts:
        fact.read(pages)
