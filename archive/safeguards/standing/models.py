"""The state in which something public was last checked, and what was found."""

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
        """Those with a finding that would keep them from being published today."""
        return self.exclude(since=None)


class Standing(models.Model):
    """What the safeguards say of a thing that readers can see, or could until it was withdrawn."""

    subject = models.CharField(max_length=80)  # as in the public record: "wagtailcore.page"
    key = models.BigIntegerField()  # its primary key
    fingerprint = models.CharField(max_length=72, blank=True)  # of the content that was checked
    stamp = models.CharField(max_length=64, blank=True)  # of all stamps together
    stamps: Any = models.JSONField(default=dict)  # by rule: what its result depends on
    open: Any = models.JSONField(default=dict)  # by rule: the digests of what was found
    # by rule: when it first found something, in ISO 8601
    found: Any = models.JSONField(default=dict)
    since = models.DateTimeField(null=True)  # when any rule first did
    is_public = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True)  # when it was withdrawn for it
    withdrawn_pages = models.PositiveIntegerField(default=0)  # including those below it

    objects = Standings.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subject", "key"], name="safeguards_standing_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}"

    def state(self, fingerprint: str, stamp: str, stamps: dict[str, str], faults: Open) -> None:
        """Store that it was checked, and what is open."""
        self.fingerprint, self.stamp, self.stamps, self.open = fingerprint, stamp, stamps, faults
        self.is_public = True
        now = timezone.now()
        self.found = {name: self.found.get(name, now.isoformat()) for name in faults}
        self.since = (self.since or now) if faults else None

    @property
    def withdrawn_by(self) -> datetime | None:
        """When it is withdrawn unless somebody corrects or answers it."""
        rules = every_safeguard()
        instants = [
            withdrawn_by(rules[name], datetime.fromisoformat(at))
            for name, at in self.found.items()
            if name in rules
        ]
        return min(filter(None, instants), default=None) if self.is_public else None


class PersonCompared(models.Model):
    """The state of a person with which the pages that name them were last compared."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    protection = models.CharField(max_length=20)  # whether a minor, and whether under another name
    names = models.CharField(max_length=64)  # a digest of the public names

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Compared(models.Model):
    """The state of something that pages show when they were last checked:

    a picture, consent or row.
    """

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
