"""Destroys a removed original: always an act of a person, after a waiting time."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from media.models import CustomDocument, CustomImage, RemovedOriginal


class NotDestroyed(Exception):
    """An original was not destroyed; the message says why."""


def refusal(original: RemovedOriginal) -> str:
    """Why it may not be destroyed now; empty if it may."""
    until = original.kept_until
    if timezone.now() < until:
        day = date_format(timezone.localtime(until), "DATETIME_FORMAT")
        return _("“%(original)s” is kept until %(day)s.") % {"original": original, "day": day}
    if is_in_use(original.original.name or ""):
        return _("“%(original)s” is kept: a picture or file has this original.") % {
            "original": original
        }
    return ""


def is_in_use(name: str) -> bool:
    """Whether a picture or document has the original with this name."""
    return any(
        model._base_manager.filter(original=name).exists()
        for model in (CustomImage, CustomDocument)
    )


def is_kept(name: str) -> bool:
    """Whether the original with this name was kept when its picture or document was removed."""
    return RemovedOriginal.objects.filter(original=name).exists()


def destroy(original: RemovedOriginal, user: Any) -> None:
    """Delete the original for good, and log who did so; if it raises NotDestroyed, nothing is lost.

    The file is deleted before the commit: if the process is killed in between, a row without a file
    is left and can be destroyed again. What is reported as destroyed is destroyed.
    """
    with transaction.atomic():
        row = RemovedOriginal.objects.select_for_update().filter(pk=original.pk).first()
        if row is None:
            raise NotDestroyed(_("“%(original)s” was destroyed already.") % {"original": original})
        if sentence := refusal(row):
            raise NotDestroyed(sentence)
        log(row, "media.destroy_original", user=user, data=_facts(row), deleted=True)
        row.delete()
        try:
            row.original.storage.delete(row.original.name or "")
        except Exception as error:  # such as errors of a storage's client
            sentence = _(
                "“%(original)s” was not destroyed: the storage does not answer. Try again."
            ) % {"original": original}
            raise NotDestroyed(sentence) from error


def log_download(original: RemovedOriginal, user: Any) -> None:
    log(original, "media.download_original", user=user, data=_facts(original))


def _facts(original: RemovedOriginal) -> dict[str, Any]:
    """What the log keeps: enough to recognise a copy of the file."""
    return {
        "sha256": original.sha256,
        "kind": original.kind,
        "how": original.how,
        "removed_at": original.removed_at.isoformat(),
    }
