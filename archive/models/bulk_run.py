"""Bulk changes of pages: what was done, by whom, and the outcome for each page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class BulkRun(models.Model):
    """One bulk change of pages, or the undoing of one."""

    change = models.CharField(_("what is done"), max_length=20)  # a name of `archive.bulk.change`
    options = models.JSONField(default=dict)  # as submitted in the form of the change
    listing = models.TextField(_("list"), blank=True)  # the address that it was started from
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("started by"),
    )
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.CASCADE, related_name="undone_by"
    )
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("change of many pages")
        verbose_name_plural = _("changes of many pages")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.change} {self.pk}"


class BulkRunPage(models.Model):
    """The outcome for one page, and its values before and after."""

    wagtail_reference_index_ignore = True  # not a use of the page that editors need to see

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        DONE = "done", _("Changed")
        SAME = "same", _("Needed no change")
        REFUSED = "refused", _("Left as it was")

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="pages")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PENDING
    )
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(_("reason"), blank=True)  # why it was not changed

    class Meta:
        verbose_name = _("page of a change")
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "state"], name="archive_bulk_state")]
        constraints = [
            models.UniqueConstraint(fields=["run", "page"], name="archive_bulk_page_once")
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.state}"
