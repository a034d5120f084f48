"""What a consent that was changed no longer allows is taken back at once, whoever writes it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_save

from .ending import take_back_what_ended
from .models import Consent


def compare_soon(raw: bool = False, **_signal: Any) -> None:
    """After the transaction; should that fail, the clock does it."""
    if not raw:
        transaction.on_commit(take_back_what_ended, robust=True)


def compare_links_soon(instance: Any, action: str, **_signal: Any) -> None:
    """The pages or languages of a consent are written after its row."""
    if action.startswith("post_") and isinstance(instance, Consent):
        Consent.objects.filter(pk=instance.pk).update(checked_at=None)
        compare_soon()


def register_signal_handlers() -> None:
    post_save.connect(compare_soon, Consent, dispatch_uid="archive.safeguards.consent")
    for links in (Consent.pages.through, Consent.languages.through):
        m2m_changed.connect(compare_links_soon, links, dispatch_uid=f"consent.{links.__name__}")
