"""Whether people are in a picture, file or video, who said so, and until when it is cleared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context

from cms.visibility.closed import FOREVER
from cms.visibility.holds import holds_file, words_for
from media.storage.sealed import Sealed


class Review(models.TextChoices):
    """What somebody said about the people in a picture, file or video, after looking at it."""

    UNREVIEWED = "unreviewed", _("Not reviewed")
    NOBODY = "nobody", _("Nobody is in it")
    NOT_IDENTIFIABLE = "not_identifiable", _("Nobody in it can be recognised")
    CONSENTED = "consented", _("Recognisable, with consent")
    UNCONSENTED = "unconsented", _("Recognisable, without consent")
    OBSCURED = "obscured", _("Faces obscured")


# Readers may get it with these answers; with CONSENTED as long as a consent holds.
CLEAR = (Review.NOBODY, Review.NOT_IDENTIFIABLE, Review.OBSCURED)
REVIEW_FIELDS = ("review", "reviewed_by", "reviewed_at", "cleared_until")
# Until when everybody in it consents; None if somebody does not. Registered by the app with the
# consents.
ConsentEnds = Callable[[Any], datetime | None]
_consent_ends: list[ConsentEnds] = []
# Locks the consents for it until the transaction ends. Registered with them.
ConsentHold = Callable[[Any], None]
_consent_holds: list[ConsentHold] = []
# Why a file is private whoever is in it, or empty. Registered likewise.
Objection = Callable[[Any], str]
_objections: list[Objection] = []


def register_consents(ends_of: ConsentEnds, hold: ConsentHold) -> None:
    """Register functions that know until when the people in a picture or file consent."""
    _consent_ends[:], _consent_holds[:] = [ends_of], [hold]


def register_objection(objection_to: Objection) -> None:
    """Register a function that knows what must not be in a public file."""
    _objections[:] = [objection_to]


def clearance_of(file: Reviewed) -> datetime | None:
    """Until when its review lets readers get it; None if it does not."""
    if file.review == Review.CONSENTED:
        return consented_until(file)
    return FOREVER if file.review in CLEAR else None


def consented_until(file: Reviewed) -> datetime | None:
    """Until when everybody consents to it; None if somebody does not, or there is no consent."""
    return _consent_ends[0](file) if _consent_ends and file.pk else None


def hold_consents(file: Reviewed) -> None:
    """Prevent changes of the consents for it until the transaction ends.

    Call it before locking a row of a file: a withdrawal locks the consent first, then its files.
    """
    for hold in _consent_holds:
        hold(file)


class Reviewed(models.Model):
    """Private until somebody has reviewed it and found nobody endangered."""

    review = models.CharField(
        _("people in it"),
        max_length=20,
        choices=Review,
        default=Review.UNREVIEWED,
        help_text=_(
            "Whether somebody can be recognised: by the face, a tattoo, clothes, a voice, a name "
            "on paper. Readers do not get what nobody has reviewed."
        ),
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, editable=False)
    cleared_until = models.DateTimeField(
        null=True,
        editable=False,
        db_index=True,
        help_text="Readers get it before this instant; empty where they may not. The gate asks it.",
    )

    title_column = "title"
    file_hash: Any  # of the file that somebody looks at, if it is stored here

    class Meta:
        abstract = True
        constraints = [
            # So that a write without `save` cannot leave public what was just withdrawn.
            models.CheckConstraint(
                condition=models.Q(cleared_until=None)
                | models.Q(review__in=[*CLEAR, Review.CONSENTED]),
                name="%(class)s_cleared_by_review",
            )
        ]

    @property
    def is_cleared(self) -> bool:
        """Whether readers may get it now, if a public page shows it."""
        until = self.cleared_until
        return until is not None and until > timezone.now()

    @property
    def obstacle(self) -> str:
        """What keeps it from readers despite its review, in a few words."""
        if self.is_cleared or self.review not in (*CLEAR, Review.CONSENTED):
            return ""
        if words := words_for(self):
            return words
        if self.review == Review.CONSENTED:
            return gettext("Private: no consent holds")
        return gettext("Private: it is kept back")

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or "review" in fields:
            self.refuse_review()
            self._state_review()
        if fields is not None and "review" in fields:
            kwargs["update_fields"] = {*fields, *REVIEW_FIELDS}
        super().save(*args, **kwargs)

    def refuse_review(self) -> None:
        """Raise ValidationError if readers would get it from now on, and must not."""

    def forget_review(self) -> None:
        self.review = Review.UNREVIEWED
        self._state_review()

    def _state_review(self) -> None:
        """Store who reviewed it and when, if that is new, and its consequences."""
        rows = type(self)._base_manager.filter(pk=self.pk) if self.pk else None
        before = rows.values_list("review", flat=True).first() if rows is not None else None
        if self.review != (before or Review.UNREVIEWED):
            is_reviewed = self.review != Review.UNREVIEWED
            self.reviewed_at = timezone.now() if is_reviewed else None
            self.reviewed_by = get_active_log_context().user if is_reviewed else None
        self.cleared_until = None if self.pk and holds_file(self) else clearance_of(self)


class ReviewedFile(Reviewed, Sealed):
    """A picture or file that is stored here. A replaced file is unreviewed."""

    derived_fields = (*Sealed.derived_fields, *REVIEW_FIELDS)

    obscured_regions: Any  # a field of each model, as regions differ

    class Meta(Reviewed.Meta):
        abstract = True

    @property
    def is_cleared(self) -> bool:
        return self.has_clean_copy and super().is_cleared

    @property
    def obstacle(self) -> str:
        return super().obstacle if self.has_clean_copy else gettext("Private: it cannot be cleaned")

    def clean(self) -> None:
        super().clean()
        self.refuse_review()

    def replace(self, previous: Sealed) -> None:
        super().replace(previous)
        # Regions do not apply to another original; the same one is filled again.
        if previous.original_sha256 != self.original_sha256:
            self.obscured_regions = []
        self.forget_review()

    def refuse_review(self: Any) -> None:
        """Raise ValidationError if readers would get it from now on, and must not."""
        if not _objections or clearance_of(self) is None:
            return
        if self.pk:
            cleared = type(self)._base_manager.filter(pk=self.pk).exclude(cleared_until=None)
            if self.has_new_file or cleared.exists():  # which is not reviewed with it
                return
        if sentence := _objections[0](self):
            raise ValidationError(sentence, code="says_too_much")
