"""What else keeps pages and media from readers; apps register it when they are ready.

A hold closes a page, its translations and all their descendants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import AppRegistryNotReady
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.db.transaction import TransactionManagementError
from wagtail.models import Page


@dataclass(frozen=True)
class Hold:
    """A reason to keep something from readers, and the model that records it."""

    # The rows in force, each with the `translation_key` of its page.
    pages: Callable[[], QuerySet[Any]]
    holds_file: Callable[[Any], bool]  # whether it holds an image, a document or a video
    # What lists say of such a file, in a few words; empty if it is not held.
    words_for: Callable[[Any], str]
    # What `words_for` reads, so that a list reads it for all its files at once.
    words_read: Callable[[], Prefetch[Any]]


_holds: dict[str, Hold] = {}
_is_undone = ContextVar("undone", default=False)


def register(name: str, hold: Hold) -> None:
    _holds[name] = hold


def held(prefix: str = "") -> Q:
    """Whether something holds a page itself, not its ancestors.

    Raises an error if apps have not registered their holds yet: such a statement would ignore them.
    """
    if not apps.ready:
        raise AppRegistryNotReady("The gate is asked once all apps are ready.")
    key = OuterRef(f"{prefix}translation_key")
    rows = [hold.pages().filter(translation_key=key) for hold in _holds.values()]
    return Q(*(Q(Exists(row)) for row in rows), _connector=Q.OR)


def words_for(file: Any) -> str:
    """What holds an image, a document or a video, and until when; empty if nothing does."""
    return next(filter(None, (hold.words_for(file) for hold in _holds.values())), "")


def with_words(files: QuerySet[Any]) -> QuerySet[Any]:
    """Files to list, for which `words_for` takes no statement each."""
    return files.prefetch_related(*(hold.words_read() for hold in _holds.values()))


def holds_file(file: Any) -> bool:
    return any(hold.holds_file(file) for hold in _holds.values())


def models() -> list[type[Model]]:
    """The models of the rows that hold pages."""
    return [hold.pages().model for hold in _holds.values()]


@contextmanager
def undone(using: str) -> Iterator[None]:
    """A transaction that is always rolled back; only within one may holds be removed."""
    with transaction.atomic(using=using):
        within = _is_undone.set(True)
        try:
            yield
        finally:
            _is_undone.reset(within)
            transaction.set_rollback(True, using=using)


def let_go(page: Page) -> None:
    """Remove the holds of a page, to show a draft; raises an error outside of `undone`."""
    if not _is_undone.get():
        raise TransactionManagementError("Nothing is let go but in a transaction that is undone.")
    for hold in _holds.values():
        rows = hold.pages().filter(translation_key=page.translation_key)
        QuerySet.delete(rows)  # bypasses models that refuse deletion, as nothing is kept
