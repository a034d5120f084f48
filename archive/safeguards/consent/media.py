"""Until when the people in a picture, file or video allow it to be public.

Everybody who gave a consent for it has to allow it: one withdrawn consent closes it. This module
stores the instant at which the first consent ends; the gate compares it with the clock.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import post_delete, post_save

from cms.visibility.closed import FOREVER
from media.models import Review, Reviewed, Video, register_consents

from .models import Consent, ConsentFile, ConsentImage, ConsentVideo, Medium

ROWS = (ConsentImage, ConsentFile, ConsentVideo)


def medium_of(file: Reviewed) -> Medium:
    """The kind of consent that this file needs."""
    return Medium.VIDEO if isinstance(file, Video) else Medium.PICTURES


def ends_of(file: Any) -> datetime | None:
    """The earliest end of its consents; None if there is none, or one does not allow it."""
    consents = [row.consent for row in file.consent_rows.select_related("consent")]
    if not consents or any(consent.refusal(medium_of(file)) for consent in consents):
        return None
    return min(consent.ends_at or FOREVER for consent in consents)


def hold_consents_of(file: Any) -> None:
    """Lock its consents until the end of the transaction, ordered by primary key."""
    keys = file.consent_rows.values("consent")
    list(Consent.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def restate(file: Reviewed) -> None:
    """Update the instant of a file that is public because of consents."""
    if file.review == Review.CONSENTED:
        # It contains a sealed name: it stays private, and its form says why.
        with suppress(ValidationError):
            file.save(update_fields=["review"])


def shown_by(consent: Consent) -> list[Reviewed]:
    """The pictures, files and videos that a consent is for."""
    rows = (model._default_manager.filter(consent=consent).select_related("file") for model in ROWS)
    return [row.file for row in chain.from_iterable(rows)]


def restate_all(instance: Consent, raw: bool = False, **_signal: Any) -> None:
    for file in () if raw else shown_by(instance):
        restate(file)


def restate_one(instance: Any, raw: bool = False, **_signal: Any) -> None:
    model = type(instance).file.field.related_model
    if not raw and (file := model.objects.filter(pk=instance.file_id).first()):
        restate(file)


def register_signal_handlers() -> None:
    register_consents(ends_of, hold_consents_of)
    post_save.connect(restate_all, Consent, dispatch_uid="consent.media")
    for model in ROWS:
        post_save.connect(restate_one, model, dispatch_uid=f"consent.{model.__name__}")
        post_delete.connect(restate_one, model, dispatch_uid=f"consent.{model.__name__}")
