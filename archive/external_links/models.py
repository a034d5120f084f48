"""What is known about the addresses on other sites that public pages link to."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone
from wagtail.models import Page

from cms.record.models import PAGES, PublicObject

MOST_CHARACTERS = 2000  # of an address; what PostgreSQL can index is little longer


class ExternalLinks(models.QuerySet["ExternalLink"]):
    def on_public_pages(self) -> ExternalLinks:
        public = PublicObject.objects.filter(subject=PAGES, key=models.OuterRef("page_id"))
        pages = LinkOnPage.objects.filter(models.Exists(public), link=models.OuterRef("pk"))
        return self.filter(models.Exists(pages))

    def dead(self) -> ExternalLinks:
        return self.filter(state=ExternalLink.State.DEAD)


class ExternalLink(models.Model):
    """An address on another site, and the outcome of its last check."""

    class State(models.TextChoices):
        NEW = "new"
        ALIVE = "alive"
        FAILING = "failing"  # and checked again on the next days
        DEAD = "dead"
        UNTOLD = "untold"  # it tells machines nothing

    url = models.CharField(max_length=MOST_CHARACTERS, unique=True)  # percent-encoded
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    status = models.PositiveSmallIntegerField(null=True)  # of the last answer, if one came
    reason = models.CharField(max_length=300, blank=True)  # why none came
    asked_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row, a day between
    failing_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    # The next request: redirects and a second try with GET have turns of their own.
    next_url = models.CharField(max_length=MOST_CHARACTERS)
    next_host = models.CharField(max_length=260, db_index=True)
    is_get = models.BooleanField(default=False)
    redirects = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = ExternalLinks.as_manager()

    def __str__(self) -> str:
        return self.url


class LinkOnPage(models.Model):
    """A public page links to an address."""

    wagtail_reference_index_ignore = True  # not a use of the page that editors need to see

    link = models.ForeignKey(ExternalLink, on_delete=models.CASCADE, related_name="places")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "page"], name="external_links_once_on_page")
        ]

    def __str__(self) -> str:
        return f"{self.link_id} on {self.page_id}"


class Host(models.Model):
    """A server, by scheme and port; those with the same name share their pauses."""

    origin = models.CharField(max_length=280, unique=True)  # "https://example.org"
    name = models.CharField(max_length=260, db_index=True)
    waits_until = models.DateTimeField(default=timezone.now)
    robots = models.TextField(blank=True)
    robots_read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.origin


class Reading(models.Model):
    """How far the public pages have been read in this round; one row."""

    last_page = models.BigIntegerField(default=0)
    began_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"after {self.last_page}"

    def begin_again(self, now: datetime) -> None:
        self.last_page, self.began_at = 0, now
        self.save()
