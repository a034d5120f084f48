"""Notes which rows a transaction writes, and compares them with the record after the commit.

Nothing depends on it: what no signal announces (raw SQL, a bulk update, the clock, a killed
process) is found by the scheduled comparison of everything.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Thread
from typing import Any

from django.db import connections, router, transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from modelcluster.fields import ParentalKey
from wagtail.log_actions import get_active_log_context
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)
from wagtail.signals import post_page_move

from cms.freshness.triggers import OF_DRAFTS
from cms.visibility.models import Frontend

from .comparison import compare
from .comparison.scope import TooMuchError, Touched
from .models import PAGES, Change
from .subjects import subject_of
from .telling import tell_at_once

logger = logging.getLogger(__name__)
AT_ONCE = 500  # pages moved with another one, while the editor waits
# Writing one of these opens, closes or moves other rows than itself.
STRUCTURE = (Collection, CollectionViewRestriction, Frontend, Locale, PageViewRestriction, Site)


@contextmanager
def deferred() -> Iterator[None]:
    """Compare what is written within this context once, at its end; for an import of thousands.

    That may take long: whoever runs an import waits for it.
    """
    alias = router.db_for_write(Change)
    state = vars(connections[alias])
    outer = state.get("record_is_deferred", False)
    state["record_is_deferred"] = True
    try:
        yield
    finally:
        state["record_is_deferred"] = outer
        if not outer and "record_touched" in state:
            _compare_after_commit(alias, None)


@contextmanager
def taken_back() -> Iterator[None]:
    """Do not compare what is written within this context, as its transaction is rolled back."""
    state = vars(connections[router.db_for_write(Change)])
    before = state.pop("record_touched", None)
    try:
        yield
    finally:
        state.pop("record_touched", None)
        if before is not None:
            state["record_touched"] = before


def note(subject: str, *keys: int) -> None:
    """Compare these rows after the transaction; immediately if there is none."""
    _touched().add(subject, keys)
    _compare_soon()


def note_many(subject: str, keys: list[int]) -> None:
    """Compare these rows after the transaction; if they are many, in the background."""
    if len(keys) <= AT_ONCE or _is_deferred():
        note(subject, *keys)
        return
    many = Touched({subject: set(keys)}, who=_touched().who)
    transaction.on_commit(_Later(many).start, router.db_for_write(Change), robust=True)


def note_anything() -> None:
    """Compare everything that may have opened or closed."""
    _touched().anything = True
    _compare_soon()


def register_signal_handlers() -> None:
    for signal in (post_save, post_delete):
        signal.connect(_note_written, dispatch_uid="cms.record")
    m2m_changed.connect(_note_linked, dispatch_uid="cms.record")
    post_page_move.connect(_note_moved, dispatch_uid="cms.record")


def _touched() -> Touched:
    alias = router.db_for_write(Change)
    state = vars(connections[alias])
    touched: Touched = state.setdefault("record_touched", Touched())
    if user := get_active_log_context().user:
        touched.who = user.get_username()
    return touched


def _compare_soon() -> None:
    if not _is_deferred():
        # Each time, because a rolled-back savepoint discards its callbacks.
        _compare_after_commit(router.db_for_write(Change), AT_ONCE)


def _is_deferred() -> bool:
    return bool(vars(connections[router.db_for_write(Change)]).get("record_is_deferred"))


def _compare_after_commit(alias: str, at_most: int | None) -> None:
    # Not a `partial`, which has no name for Django's error messages.
    transaction.on_commit(lambda: _compare(alias, at_most), alias, robust=True)


def _compare(alias: str, at_most: int | None) -> None:
    touched = vars(connections[alias]).pop("record_touched", None)
    if not touched:
        return
    try:
        changes = compare(touched, at_most)
    except TooMuchError:
        _Later(touched).start()
    else:
        if changes:
            tell_at_once()


class _Later(Thread):
    """Compares in the background what moved with a large section.

    If the process ends meanwhile, the next tick does it.
    """

    def __init__(self, touched: Touched) -> None:
        super().__init__(name="comparing", daemon=True)
        self.touched = touched

    def run(self) -> None:
        try:
            compare(self.touched)
            tell_at_once()  # also of parts that were recorded before the limit
        except Exception:
            logger.exception("What moved with a section is left to the next tick")
        finally:
            connections.close_all()


def _note_written(
    sender: type[Model], instance: Any, created: bool = False, raw: bool = False,
    update_fields: Any = None, **_options: Any,
) -> None:  # fmt: skip
    if issubclass(sender, STRUCTURE):
        note_anything()
    if field := _parental(sender):
        # A child row: what it belongs to, over any number of levels.
        if parent := getattr(instance, field, None):
            _note_written(type(parent), parent)
    elif (subject := subject_of(sender)) and not _is_draft(instance, created, update_fields):
        note(subject.name, instance.pk)


def _note_linked(instance: Any, action: str, **_options: Any) -> None:
    if action.startswith("post_") and (subject := subject_of(type(instance))):
        note(subject.name, instance.pk)


def _note_moved(instance: Page, **_options: Any) -> None:
    note(PAGES, instance.pk)


def _is_draft(instance: Any, created: bool, update_fields: Any) -> bool:
    """Whether a write does not concern readers: a new draft, or columns that describe the draft."""
    if not isinstance(instance, Page):
        return False
    return (created and not instance.live) or (
        bool(update_fields) and OF_DRAFTS.issuperset(update_fields)
    )


@cache
def _parental(model: type[Model]) -> str:
    names = [field.name for field in model._meta.fields if isinstance(field, ParentalKey)]
    return names[0] if names else ""
