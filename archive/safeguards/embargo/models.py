"""Embargoes: something stays closed to readers until a day, or until somebody opens it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.models import Page

from media.models import Reviewed

from .terms import AtEnd, Terms

_HELD = ("translation_key", "image", "file", "video")
# Readers may see what is open, and when.
_DECIDING = {*_HELD, "image_id", "file_id", "video_id", *Terms._fields, "lifted_at"}
_LIFTED_BY_ACT = _("An embargo is lifted or shortened by whoever may, for a reason that is kept.")


class Embargoes(models.QuerySet):
    def in_force(self) -> Embargoes:
        return self.filter(lifted_at=None)

    def over(self) -> Embargoes:
        """Those in force whose last day has passed."""
        return self.in_force().filter(ends_on__lt=timezone.localdate())

    def due(self, within: timedelta = timedelta(0)) -> Embargoes:
        """Those in force whose last day has passed, or whose review day has come, by then."""
        until = timezone.localdate() + within
        return self.in_force().filter(Q(ends_on__lt=until) | Q(review_on__lte=until))

    def of_something(self) -> Embargoes:
        """Without those of deleted pages, which still hold translations."""
        pages = Page.objects.filter(translation_key=OuterRef("translation_key"))
        return self.filter(Q(translation_key=None) | Q(Exists(pages)))

    def update(self, **values: Any) -> int:
        if _DECIDING & values.keys():
            raise ValidationError(_LIFTED_BY_ACT)
        return super().update(**values)

    def delete(self) -> NoReturn:
        raise ValidationError(_LIFTED_BY_ACT)


class Embargo(models.Model):
    """An embargo on a page and its translations, or on a picture, file or video;

    kept once lifted.
    """

    # No foreign key: translations stay under embargo even if the chosen page is deleted.
    translation_key = models.UUIDField(null=True, editable=False, db_index=True)
    image = models.ForeignKey(
        "media.CustomImage", models.CASCADE, null=True, editable=False, related_name="embargoes"
    )
    file = models.ForeignKey(
        "media.CustomDocument", models.CASCADE, null=True, editable=False, related_name="embargoes"
    )
    video = models.ForeignKey(
        "media.Video", models.CASCADE, null=True, editable=False, related_name="embargoes"
    )
    ends_on = models.DateField(
        _("closed through"),
        null=True,
        blank=True,
        help_text=_(
            "The last day on which readers must not see it; “2030” is its last day. Empty, it "
            "stays closed until somebody opens it, and needs a day to think again."
        ),
    )
    review_on = models.DateField(
        _("think again on"),
        null=True,
        blank=True,
        help_text=_("From this day on it is listed as due; nothing opens by that."),
    )
    at_end = models.CharField(
        _("after the last day"), max_length=4, choices=AtEnd, default=AtEnd.ASK
    )
    reason = models.TextField(
        _("reason"),
        help_text=_("For those who work here. Readers learn neither why nor that there is one."),
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    who = models.TextField(editable=False)  # the user's name, in case the account is deleted
    set_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, editable=False, db_index=True)
    lifted_by = models.TextField(editable=False, blank=True)  # empty if the clock lifted it
    lifted_because = models.TextField(editable=False, blank=True)

    objects = Embargoes.as_manager()
    wagtail_reference_index_ignore = True
    is_decided = False  # set by `acts` once it has checked who loosens it and why

    class Meta:
        verbose_name = _("embargo")
        verbose_name_plural = _("embargoes")
        default_permissions = ()
        permissions = [("lift_embargo", gettext_noop("Can lift and shorten embargoes"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *(Q(**{f"{name}__isnull": name != held for name in _HELD}) for held in _HELD),
                    _connector=Q.OR,
                ),
                name="safeguards_embargo_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False) | Q(at_end=AtEnd.ASK, review_on__isnull=False),
                name="safeguards_embargo_has_a_day",
            ),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=Q(lifted_at=None),
                    name=f"safeguards_embargo_once_on_{name}",
                )
                for name in _HELD
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def terms(self) -> Terms:
        return Terms(self.ends_on, self.review_on, self.at_end)

    @terms.setter
    def terms(self, terms: Terms) -> None:
        self.ends_on, self.review_on, self.at_end = terms

    @property
    def held_key(self) -> tuple[Any, ...]:
        media = (getattr(self, f"{name}_id") for name in self.media_columns().values())
        return self.translation_key, *media

    @classmethod
    def media_columns(cls) -> dict[type[Reviewed], str]:
        """The foreign keys to pictures, files and videos, by their model."""
        fields: list[Any] = [cls._meta.get_field(name) for name in _HELD]
        return {field.related_model: field.name for field in fields if field.is_relation}

    @property
    def medium(self) -> Reviewed | None:
        """The picture, file or video that it holds; None if it holds a page."""
        media = (getattr(self, name) for name in self.media_columns().values())
        return next(filter(None, media), None)

    @property
    def held(self) -> Any:
        """What it holds: for pages the one in the first language, None if it was deleted."""
        return self.pages.first() if self.translation_key else self.medium

    @property
    def pages(self) -> Any:
        """The page that it holds, with its translations."""
        pages = Page.objects.filter(translation_key=self.translation_key)
        return pages.order_by("pk") if self.translation_key else Page.objects.none()

    def save(self, *args: Any, **options: Any) -> None:
        before = type(self).objects.in_force().filter(pk=self.pk).first() if self.pk else None
        if before and not self.is_decided:
            is_same = before.held_key == self.held_key
            if not is_same or self.lifted_at or self.terms.loosens(before.terms):
                raise ValidationError(_LIFTED_BY_ACT)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise ValidationError(_LIFTED_BY_ACT)
