"""Withdraws at once what a changed consent no longer allows, whoever changes it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from media.storage.removal import delete_files_of

from .ending import end_links, take_back_from, take_back_what_ended
from .models import Consent, ConsentPage


def compare_soon(raw: bool = False, **_signal: Any) -> None:
    """Compare after the transaction; if that fails, the clock does it."""
    if not raw:
        transaction.on_commit(take_back_what_ended, robust=True)


def compare_links_soon(instance: Any, action: str, **_signal: Any) -> None:
    """Compare again: pages and languages of a consent are saved after its row."""
    if action.startswith("post_") and isinstance(instance, Consent):
        _check_again(instance.pk)


def compare_page_soon(instance: ConsentPage, raw: bool = False, **_signal: Any) -> None:
    """Compare when a page of a consent is saved or deleted separately."""
    if not raw:
        _check_again(instance.consent_id)


def _check_again(key: int) -> None:
    Consent.objects.filter(pk=key).update(checked_at=None)
    compare_soon()


def note_giver(instance: Any, **_signal: Any) -> None:
    """Remember whose consent it was, in case it now belongs to somebody else."""
    row = Consent.objects.filter(pk=instance.pk).values_list("person", flat=True)
    instance.giver_before = row.first() if instance.pk else None


def take_back_from_giver_before(instance: Any, raw: bool = False, **_signal: Any) -> None:
    """Withdraw in the same transaction, because nothing stores the former person."""
    if not raw and instance.giver_before and instance.giver_before != instance.person_id:
        take_back_from({instance.giver_before})


def end_links_before(instance: Consent, **_signal: Any) -> None:
    """End the links while the consent's rows still say what it was for."""
    end_links(instance)


def take_back_from_giver(instance: Consent, **_signal: Any) -> None:
    if instance.person_id:
        take_back_from({instance.person_id})


def register_signal_handlers() -> None:
    post_delete.connect(delete_files_of, Consent, dispatch_uid="archive.safeguards.evidence")
    post_save.connect(compare_soon, Consent, dispatch_uid="archive.safeguards.consent")
    pre_save.connect(note_giver, Consent, dispatch_uid="consent.giver")
    post_save.connect(take_back_from_giver_before, Consent, dispatch_uid="consent.giver")
    pre_delete.connect(end_links_before, Consent, dispatch_uid="consent.links")
    post_delete.connect(take_back_from_giver, Consent, dispatch_uid="consent.giver")
    for links in (Consent.pages.through, Consent.languages.through):
        m2m_changed.connect(compare_links_soon, links, dispatch_uid=f"consent.{links.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(compare_page_soon, ConsentPage, dispatch_uid="consent.page")
