"""Which servers are notified of changes, and the outcome of each notification."""

from __future__ import annotations

import base64
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from cms.record.follower import Follower, last_number
from cms.record.models import Change

KINDS = [each for each in Change.Kind.choices if each[0] != Change.Kind.FORGOTTEN]


OVERLAP = timedelta(days=1)  # of a new secret with the previous one
# The columns that an editor's form and a new secret write.
_WRITTEN = ("address", "kinds", "is_on", "salt", "previous_salt", "previous_until")


def all_kinds() -> list[str]:
    return [kind for kind, _ in KINDS]


def new_salt() -> str:
    return secrets.token_urlsafe(32)


class Endpoint(Follower):
    """A server that is notified of changes."""

    address = models.URLField(
        _("address"),
        max_length=1000,
        help_text=_("Where changes are posted to, “https://build.example.org/hooks/archive”."),
    )
    kinds = models.JSONField(
        default=all_kinds, verbose_name=_("changes"), help_text=_("Of which changes it is told.")
    )
    is_on = models.BooleanField(
        _("on"),
        default=True,
        help_text=_(
            "While it is off nothing is sent. Switched on again, it is told of all that it "
            "missed, in order."
        ),
    )
    salt = models.CharField(max_length=64, default=new_salt, editable=False)
    previous_salt = models.CharField(max_length=64, blank=True, editable=False)
    previous_until = models.DateTimeField(null=True, editable=False)  # until then it signs, too
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["address"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.address

    def save(self, *args: Any, **options: Any) -> None:
        if self._state.adding:
            self.number = last_number()
        else:
            # The progress may have been written since this row was read.
            options.setdefault("update_fields", [*_WRITTEN])
        super().save(*args, **options)

    def secrets(self) -> list[str]:
        """The secrets, derived from Django's keys and a salt, so that the database alone does not
        have them.

        The first is the current one. Messages are also signed with those of SECRET_KEY_FALLBACKS
        and, for a day, with the previous one.
        """
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        is_changing = self.previous_until and timezone.now() < self.previous_until
        salts = [self.salt, self.previous_salt] if is_changing else [self.salt]
        digests = [
            salted_hmac("cms.record.webhooks", salt, key, algorithm="sha256").digest()
            for salt in salts
            for key in keys
        ]
        return [f"whsec_{base64.b64encode(digest).decode()}" for digest in digests]

    def renew_secret(self) -> None:
        """Make a new secret; the previous one also signs for a day, so that the receiver can
        switch.
        """
        self.previous_salt, self.salt = self.salt, new_salt()
        self.previous_until = timezone.now() + OVERLAP
        self.save()

    def begin_anew(self) -> None:
        """Make all waiting deliveries due now, for another day, once it is switched on again."""
        type(self).objects.filter(pk=self.pk).update(failing_since=None)
        self.deliveries.filter(state=Delivery.State.WAITING).update(**renewed())


class Delivery(models.Model):
    """One change for one endpoint."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("Waiting")
        DELIVERED = "DELIVERED", _("Delivered")
        GIVEN_UP = "GIVEN_UP", _("Given up")

    endpoint = models.ForeignKey(
        Endpoint, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    change = models.ForeignKey(
        Change, on_delete=models.PROTECT, related_name="+", verbose_name=_("change")
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    first_tried_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(_("last tried"), null=True)
    status = models.PositiveSmallIntegerField(_("status"), null=True)  # None if there was no answer
    answer = models.TextField(_("answer"), blank=True)  # its beginning, or why there was none

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-change", "endpoint"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ("change", "view")
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "change"], name="webhooks_delivery_once")
        ]
        indexes = [
            models.Index(fields=["endpoint", "state", "change"], name="webhooks_delivery_waiting")
        ]

    def __str__(self) -> str:
        return str(self.change)


def renewed() -> dict[str, Any]:
    """The values of a delivery that has not been tried."""
    return {
        "state": Delivery.State.WAITING,
        "due_at": timezone.now(),
        "attempts": 0,
        "first_tried_at": None,
    }
