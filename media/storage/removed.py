"""Originals that no picture or document refers to any more; only `media.originals` deletes them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.images.models import AbstractImage
from wagtail.log_actions import get_active_log_context

from .backends import PRIVATE
from .removal import delete_when_committed


class RemovedOriginal(models.Model):
    """An original whose picture or document was deleted, or got another file.

    Two rows of pictures may have the same original: removed a second time, it is kept for another
    period.
    """

    class How(models.TextChoices):
        DELETED = "deleted", _("Deleted")
        REPLACED = "replaced", _("Replaced by another file")

    original = models.FileField(storage=PRIVATE, unique=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField(null=True)  # unknown for old uploads
    title = models.CharField(_("title"), max_length=255)
    kind = models.CharField(
        _("kind"), max_length=8, choices=[("image", _("Image")), ("document", _("File"))]
    )
    how = models.CharField(_("removed"), max_length=8, choices=How)
    removed_at = models.DateTimeField(default=timezone.now, db_index=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        app_label = "media"
        verbose_name = _("removed original")
        verbose_name_plural = _("removed originals")
        default_permissions = ()
        permissions = [
            ("destroy_removedoriginal", gettext_noop("Can download and destroy removed originals")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kept_until(self) -> datetime:
        """When the waiting time ends; nothing is destroyed automatically."""
        return self.removed_at + timedelta(days=settings.ORIGINALS_KEPT_FOR)


def release_files_of(row: Any, how: RemovedOriginal.How) -> None:
    """Delete the clean copy of a row after the commit, and keep its original."""
    if row.file:
        delete_when_committed(row.file)
    if row.original:
        RemovedOriginal.objects.update_or_create(
            original=row.original.name,
            defaults={
                "sha256": row.original_sha256,
                "size": row.original_size,
                "title": row.title,
                "kind": "image" if isinstance(row, AbstractImage) else "document",
                "how": how,
                "removed_at": timezone.now(),
                "removed_by": get_active_log_context().user,
            },
        )
