"""Writes Wagtail's reference index once for each save of a page.

Wagtail writes it for the page and again, completely, for each of its child rows: for a letter with
two signatories, an author and three tags, seven times.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from wagtail.models import COMMENTS_RELATION_NAME, Page

from cms.freshness.triggers import OF_DRAFTS


@contextmanager
def indexed_once(page: Page, columns: list[str] | None) -> Iterator[None]:
    """Save the page within this context: its references are indexed once, after the save.

    They are not indexed at all if only columns about the draft are saved.
    """
    from wagtail import signal_handlers  # it needs all models, which need this module

    if getattr(signal_handlers.reference_index_auto_update_disabled, "value", False):
        yield
        return
    with signal_handlers.disable_reference_index_auto_update():
        yield
    if not is_of_drafts(columns):
        signal_handlers.update_reference_index_on_save(page)


def is_of_drafts(columns: list[str] | None) -> bool:
    """Whether these columns (None: all) only concern the state of a page's draft."""
    return columns is not None and (OF_DRAFTS | {COMMENTS_RELATION_NAME}).issuperset(columns)
