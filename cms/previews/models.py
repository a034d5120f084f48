"""Drafts that are shown before they are published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

REVIEW = timedelta(days=1)


class Preview(models.Model):
    """A draft as an editor has typed it, saved or not, and who may look at it until when.

    It belongs to a session of the editor, and ends with it; without one it is a link for review,
    which ends after a day. It also ends when the editor may no longer edit the page, and when the
    page is published; a link ends when the page is taken back from readers, too.
    """

    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    # The future parent of a page that was never saved.
    parent = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    path = models.TextField(blank=True)  # its future address: "/archive/letter-2006/"
    content = models.JSONField(encoder=DjangoJSONEncoder)  # in the form of a revision
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session = models.CharField(max_length=64, blank=True)  # its key; empty in a link for review
    fingerprint = models.CharField(max_length=64)  # changes with the editor's password
    made_at = models.DateTimeField(auto_now_add=True)
    ends = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "page"],
                condition=~Q(session=""),
                name="previews_page_once_a_session",
            ),
            models.UniqueConstraint(
                fields=["session", "parent", "content_type"],
                condition=~Q(session=""),
                name="previews_new_page_once_a_session",
            ),
        ]

    def __str__(self) -> str:
        return f"A preview of page {self.page_id} for user {self.user_id}"

    @property
    def is_link(self) -> bool:
        return not self.session


class Code(models.Model):
    """A code that opens a preview.

    Each opening has its own, so that the panel, a separate tab and the panel's next reload do not
    invalidate one another.
    """

    preview = models.ForeignKey(Preview, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    ends = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"A code of preview {self.preview_id}"


def links() -> models.QuerySet[Preview]:
    """The links for review that are still valid, newest first."""
    alive = Preview.objects.filter(session="", ends__gt=timezone.now())
    return alive.select_related("page", "user").order_by("-made_at", "-pk")


def end_previews_of(instance: Page, **_options: Any) -> None:
    """End the previews of pages that were published: they no longer show what a preview showed."""
    Preview.objects.filter(page=instance).delete()


def end_links_of(pages: models.QuerySet[Page]) -> None:
    """End the links to these pages, so that nobody who has an old link sees them again."""
    Preview.objects.filter(session="", page__in=pages.order_by().values("pk")).delete()


def end_links_below(instance: Page, **_options: Any) -> None:
    """End the links to a page that is taken back, and to everything below it."""
    end_links_of(Page.objects.descendant_of(instance, inclusive=True))


def forget_ended() -> int:
    """Delete expired previews and codes; returns how many previews ended."""
    ended = Q(ends__lte=timezone.now())
    Code.objects.filter(ended).delete()
    return Preview.objects.filter(ended).delete()[0]
