"""Under what something that is public was last asked, and what was found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from archive.safeguards.people.models import Person
from archive.safeguards.rule import every_safeguard, withdrawn_by

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
    found: Any = models.JSONField(default=dict)  # by rule: when it found something first, in ISO
    since = models.DateTimeField(null=True)  # when any did
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
        now = timezone.now()
        self.found = {name: self.found.get(name, now.isoformat()) for name in faults}
        self.since = (self.since or now) if faults else None

    @property
    def withdrawn_by(self) -> datetime | None:
        """When it is withdrawn unless somebody mends or answers it."""
        rules = every_safeguard()
        instants = [
            withdrawn_by(rules[name], datetime.fromisoformat(at))
            for name, at in self.found.items()
            if name in rules
        ]
        return min(filter(None, instants), default=None) if self.is_public else None


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


class Compared(models.Model):
    """What something that pages show was when they were last asked: a picture, a consent, a row."""

    kind = models.CharField(max_length=80)
    key = models.BigIntegerField()  # its primary key
    digest = models.CharField(max_length=90)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="safeguards_compared_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
