"""Under what something that is public was last asked, and what was found."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from archive.safeguards.people.models import Person

Open = dict[str, list[str]]  # by rule, the digests of what was found


class Standings(models.QuerySet):
    def not_cleared(self) -> Standings:
        """Those in which something was found that keeps nothing like it from going live today."""
        return self.exclude(since=None)


class Standing(models.Model):
    """What the safeguards say of a thing that readers can see, or could when it was taken back."""

    subject = models.CharField(max_length=80)  # of the public record: "wagtailcore.page"
    key = models.BigIntegerField()  # its primary key
    fingerprint = models.CharField(max_length=72, blank=True)  # of the content that was asked about
    stamp = models.CharField(max_length=64, blank=True)  # one of all stamps
    stamps: Any = models.JSONField(default=dict)  # by rule: of what it depends on
    open: Any = models.JSONField(default=dict)  # by rule: the digests of what was found
    since = models.DateTimeField(null=True)  # when that was found first
    is_public = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True)  # when it was taken back for it
    withdrawn_pages = models.PositiveIntegerField(default=0)  # what went then, those below too

    objects = Standings.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subject", "key"], name="safeguards_standing_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}"

    def state(self, fingerprint: str, stamp: str, stamps: dict[str, str], faults: Open) -> None:
        """Say that it was asked, and what is open."""
        self.fingerprint, self.stamp, self.stamps, self.open = fingerprint, stamp, stamps, faults
        self.is_public = True
        self.since = (self.since or timezone.now()) if faults else None


class PersonCompared(models.Model):
    """What of a person the pages that name them were last compared with."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    protection = models.CharField(max_length=20)  # whether a minor, and under another's name
    names = models.CharField(max_length=64)  # a digest of the public names

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
