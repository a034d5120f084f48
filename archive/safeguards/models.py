"""Reasons why a finding may be public, and what each publication was cleared by."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .consent.models import Consent, ConsentFile, ConsentImage, ConsentPage, ConsentVideo
from .embargo.models import Embargo
from .people.models import Look, Person, PersonName, PreparedNames, SealedIdentity
from .standing.models import Compared, PersonCompared, Standing

__all__ = [
    "Answer",
    "Clearance",
    "Compared",
    "Consent",
    "ConsentFile",
    "ConsentImage",
    "ConsentPage",
    "ConsentVideo",
    "Embargo",
    "Look",
    "Namesake",
    "Person",
    "PersonCompared",
    "PersonName",
    "PreparedNames",
    "SealedIdentity",
    "Standing",
    "digest_of",
]

# Keyed, so that somebody who has only the database cannot test which word was found.
_SALT = "archive.safeguards"


def digest_of(rule: str, key: str) -> str:
    """A digest of what a rule found; it is stable while the finding is."""
    return salted_hmac(_SALT, f"{rule}\0{key}", algorithm="sha256").hexdigest()


class Answer(models.Model):
    """A reason that somebody typed. It outlives the page, whose key it stores."""

    page_key = models.BigIntegerField()
    rule = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    reason = models.TextField(
        _("reason"), help_text=_("Why it may be public, without a name that must not be.")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    who = models.TextField()  # the user's name, in case the account is deleted
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page_key", "rule", "digest", "who"], name="safeguards_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.page_key}"


class Namesake(models.Model):
    """Says that certain words mean somebody else than a sealed person, outside of pages."""

    person = models.ForeignKey("safeguards.Person", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, db_index=True)  # of the words and the person
    reason = models.TextField(
        _("reason"),
        help_text=_("How you know that it is somebody else, without a name that must not appear."),
    )
    who = models.TextField()  # the user's name, in case the account is deleted
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.at}"


class Clearance(models.Model):
    """What a page was cleared by when it went live: each rule, and the reasons for it."""

    page_key = models.BigIntegerField(db_index=True)
    revision = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    who = models.TextField(blank=True)  # empty if a command or the clock published it
    # by rule name: a list of reasons, with the author of each
    rules: Any = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_key}, {self.at}"

    @property
    def reasons(self) -> list[dict[str, str]]:
        """The reasons, each with the name of its rule."""
        return [
            {**reason, "rule": name} for name, reasons in self.rules.items() for reason in reasons
        ]
