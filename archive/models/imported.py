"""Imports from WordPress: the runs, and what became of each item."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cms.process_lock import ProcessLock

IMPORTING = ProcessLock("import")  # also of a dry run


class ImportRun(models.Model):
    """One run of the import over one file."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")
        STOPPED = "stopped", _("Stopped by hand")
        FAILED = "failed", _("Failed")
        BROKEN_OFF = "broken_off", _("Broken off")

    file_name = models.CharField(_("file"), max_length=255)
    file_sha256 = models.CharField("SHA-256", max_length=64)
    site = models.CharField(_("old site"), max_length=255)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("started by"),
    )
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    counts = models.JSONField(default=dict)  # of records by what happened: {"created": 9}
    summary = models.JSONField(default=dict)  # the totals at the end of its report

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name}, {localtime(self.started_at):%Y-%m-%d %H:%M}"

    @property
    def present_state(self) -> State:
        """The current state: a process that was killed could not record its end."""
        is_over = self.state == self.State.RUNNING and IMPORTING.holder() is None
        return self.State.BROKEN_OFF if is_over else self.State(self.state)


class ImportedItem(models.Model):
    """An item of an old site and what it became here; no ID of that site is imported twice."""

    wagtail_reference_index_ignore = True  # not a use of the page that editors need to see

    site = models.CharField(_("old site"), max_length=255)
    source_id = models.BigIntegerField(_("ID there"))
    kind = models.CharField(max_length=40)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    image = models.ForeignKey(
        "media.CustomImage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    document = models.ForeignKey(
        "media.CustomDocument", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    source_digest = models.CharField(max_length=64)  # of everything that the export says about it
    written_digest = models.CharField(max_length=64, blank=True)  # of the page as it was written
    is_complete = models.BooleanField(default=True)  # none of its links or pictures is unresolved

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        constraints = [
            models.UniqueConstraint(fields=["site", "source_id"], name="archive_imported_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} of {self.site}"


class ImportRecord(models.Model):
    """What a run did with one item, and what an editor should look at."""

    wagtail_reference_index_ignore = True  # as above

    class Action(models.TextChoices):
        CREATED = "created", _("Created")
        UPDATED = "updated", _("Updated")
        UNCHANGED = "unchanged", _("Unchanged")
        KEPT = "kept", _("Kept as edited here")
        LEFT_OUT = "left_out", _("Left out")
        FAILED = "failed", _("Failed")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="records")
    source_id = models.BigIntegerField(_("ID there"))
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=255, blank=True)
    old_address = models.CharField(max_length=500, blank=True)
    action = models.CharField(max_length=10, choices=Action.choices)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    report = models.JSONField(default=dict)  # as in the report's file
    has_losses = models.BooleanField(default=False, db_index=True)
    needs_review = models.BooleanField(default=False, db_index=True)

    class Meta:
        verbose_name = _("imported post")
        verbose_name_plural = _("imported posts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "source_id"], name="archive_recorded_once")
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.source_id}"
