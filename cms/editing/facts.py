"""Conditions on pages, evaluated for one page, or for a whole list in one go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from wagtail.models import Page

_facts: list[PageFact] = []


class PageFact:
    """A condition on pages, on which items of their menus depend."""

    def __init__(self, keys_of: Callable[[Collection[Page]], Iterable[int]]) -> None:
        self._keys_of = keys_of
        self._attribute = f"_fact_{len(_facts)}"
        _facts.append(self)

    def of(self, page: Page) -> bool:
        answer: bool | None = page.__dict__.get(self._attribute)
        return page.pk in set(self._keys_of([page])) if answer is None else answer

    def is_read(self, page: Page) -> bool:
        """Whether the condition was already evaluated for the page, as part of a list."""
        return self._attribute in page.__dict__

    def read(self, pages: Collection[Page]) -> None:
        keys = set(self._keys_of(pages))
        for page in pages:
            page.__dict__[self._attribute] = page.pk in keys


def read_facts(pages: Iterable[Page]) -> None:
    """Evaluate all conditions for these pages, with as many statements as for one."""
    pages = list(pages)
    for fact in _facts:
        fact.read(pages)
