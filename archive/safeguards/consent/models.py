"""Consents: what somebody allowed to be shown of them."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Page

from archive.safeguards.people.sealed_files import SUFFIX, SealedFiles
from media.storage.removal import claim, delete_when_committed, keep


class Medium(models.TextChoices):
    """How something is shown; each value is the name of a column of `Consent`."""

    TEXT = "text", _("text")
    PICTURES = "pictures", _("pictures")
    SOUND = "sound", _("sound")
    VIDEO = "video", _("video")


class Scope(models.TextChoices):
    """Who may see it; each value includes those before it."""

    INTERNAL = "INTERNAL", _("Those who work here")
    RESEARCHERS = "RESEARCHERS", _("Researchers")
    PUBLIC = "PUBLIC", _("The public, without the name")
    PUBLIC_WITH_NAME = "PUBLIC_WITH_NAME", _("The public, with the name")


FOR_READERS = (Scope.PUBLIC, Scope.PUBLIC_WITH_NAME)


class Consents(models.QuerySet):
    def holding(self, at: datetime | None = None) -> Consents:
        """Consents that are given and have not ended."""
        at = at or timezone.now()
        begun = Q(given_on__lte=timezone.localdate(at))
        return self.filter(begun, Q(ends_at=None) | Q(ends_at__gt=at))

    def unchecked(self) -> Consents:
        """Consents that changed or ended since public pages were last compared with them."""
        ended = Q(ends_at__lte=timezone.now(), ends_at__gt=F("checked_at"))
        return self.filter(Q(checked_at=None) | ended)

    def for_page(self, page: Page) -> Consents:
        """Consents for a page or one of its translations, or for everything."""
        named = Q(pages__translation_key=page.translation_key)
        return self.filter(named | Q(covers_everything=True)).distinct()

    def for_readers(self, medium: str, at: datetime | None = None) -> Consents:
        """Consents that let everybody, everywhere, see something in a medium."""
        holding = self.holding(at)
        return holding.filter(scope__in=FOR_READERS, not_shown_in="", **{medium: True})


def evidence_path(_consent: Consent, filename: str) -> str:
    """A path that does not tell whose evidence it is."""
    suffix = PurePath(filename.removesuffix(SUFFIX)).suffix.lower()[:10]
    return f"consents/{uuid4().hex}{suffix}{SUFFIX}"


class Consent(ClusterableModel):
    """What a person, or a group of people, allowed to be shown, and the evidence for it."""

    person = models.ForeignKey(
        "safeguards.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consents",
        verbose_name=_("person"),
        help_text=_("Who gave it; empty for a group."),
    )
    group = models.CharField(
        pgettext_lazy("people", "group"),
        max_length=255,
        blank=True,
        help_text=_("Who they are, where there are several, without a name: “Pupils of a class”."),
    )
    pages: Any = models.ManyToManyField(
        Page,
        blank=True,
        through="safeguards.ConsentPage",
        related_name="+",
        verbose_name=_("pages"),
    )
    covers_everything = models.BooleanField(
        _("for everything"),
        default=False,
        help_text=_(
            "Not for these pages alone, but for whatever the person says or signs here: an "
            "author, a speaker, somebody who works here."
        ),
    )
    scope = models.CharField(
        _("who may see it"), max_length=16, choices=Scope.choices, default=Scope.INTERNAL
    )
    text = models.BooleanField(_("text"), default=True)
    pictures = models.BooleanField(_("pictures"), default=False)
    sound = models.BooleanField(_("sound"), default=False)
    video = models.BooleanField(_("video"), default=False)
    languages: Any = models.ManyToManyField(
        "wagtailcore.Locale",
        blank=True,
        related_name="+",
        verbose_name=_("languages"),
        help_text=_("In which it may be shown; none ticked, in all."),
    )
    not_shown_in = models.TextField(
        _("must not be shown in"),
        blank=True,
        help_text=_(
            "Countries or places. What stands here keeps it from this site: a website is read "
            "everywhere."
        ),
    )
    given_on = models.DateField(_("given on"))
    asked_by = models.CharField(_("asked by"), max_length=255, help_text=_("Who asked for it."))
    evidence = models.FileField(
        _("evidence"),
        blank=True,
        upload_to=evidence_path,
        storage=SealedFiles(),
        help_text=_("The signed form, or a recording. It is sealed, and never has an address."),
    )
    expires_on = models.DateField(
        _("expires on"),
        null=True,
        blank=True,
        help_text=_("The first day on which it no longer holds; empty, it holds until withdrawn."),
    )
    withdrawn_on = models.DateField(
        _("withdrawn on"),
        null=True,
        blank=True,
        help_text=_("As soon as this is saved, what it alone allowed is taken back from readers."),
    )
    ends_at = models.DateTimeField(null=True, editable=False, db_index=True)
    # When public pages were last compared with it, and withdrawn if it did not allow them.
    checked_at = models.DateTimeField(null=True, editable=False)

    objects = Consents.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.person or self.group}, {self.given_on}"

    def clean(self) -> None:
        super().clean()
        today = timezone.localdate()
        faults: dict[str, Any] = {}
        if bool(self.person_id) == bool(self.group):
            faults["person"] = _("Choose a person, or describe a group: one of the two.")
        for name in ("given_on", "withdrawn_on"):
            day = getattr(self, name)
            if day and day > today:
                faults[name] = _("This day is still to come.")
        if self.given_on and self.expires_on and self.expires_on <= self.given_on:
            faults["expires_on"] = _("It would end before it was given.")
        if faults:
            raise ValidationError(faults)

    def save(self, *args: Any, **options: Any) -> None:
        self.ends_at, self.checked_at = self._end(), None
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "ends_at", "checked_at"}
        super().save(*args, **options)

    def seal_again(self) -> bool:
        """Encrypt the evidence with the newest key, even if it was stored unencrypted.

        Return whether that was necessary. Whatever fails or is killed, one file stays, and the row
        names it: the scheduled job deletes the other.
        """
        evidence, name = self.evidence, self.evidence.name
        storage: Any = evidence.storage
        if not name or storage.is_newest(name):
            return False
        new_name = evidence_path(self, name)
        claims = [claim(evidence, new_name)]
        with storage.open(name) as file:
            storage.save(new_name, file)
        with transaction.atomic():
            rows = type(self).objects.filter(pk=self.pk, evidence=name)
            if not rows.update(evidence=new_name):
                return False  # it was replaced meanwhile, or the consent is gone
            keep(claims)
            delete_when_committed(evidence)
        evidence.name = new_name
        return True

    def _end(self) -> datetime | None:
        days = [day for day in (self.expires_on, self.withdrawn_on) if day]
        if not days:
            return None
        return timezone.make_aware(datetime.combine(min(days), time.min))

    def holds(self, at: datetime | None = None) -> bool:
        """Whether it is given and has not ended; `ends_at` is the instant of its end."""
        at = at or timezone.now()
        return self.given_on <= timezone.localdate(at) and not (self.ends_at and self.ends_at <= at)

    def allows(
        self,
        medium: str,
        *,
        language: str = "",
        with_name: bool = False,
        at: datetime | None = None,
    ) -> bool:
        """Whether it allows everybody, everywhere, to see it in a medium, a language, and with the
        name."""
        return not (self.refusal(medium, language=language, with_name=with_name, at=at))

    def refusal(
        self,
        medium: str,
        *,
        language: str = "",
        with_name: bool = False,
        at: datetime | None = None,
    ) -> str:
        """Why it does not allow that, as a message for editors; empty if it does."""
        at = at or timezone.now()
        if self.withdrawn_on and not self.holds(at):
            return str(_("it was withdrawn"))
        if not self.holds(at):
            return str(_("it does not hold today"))
        if self.scope not in FOR_READERS:
            return str(_("it is not for the public"))
        if with_name and self.scope != Scope.PUBLIC_WITH_NAME:
            return str(_("it does not allow the name"))
        if not getattr(self, medium):
            return str(_("it is not for %(medium)s")) % {"medium": Medium(medium).label}
        if self.not_shown_in:
            return str(_("it names places where it must not be shown"))
        languages = [locale.language_code for locale in self.languages.all()] if language else []
        if languages and language not in languages:
            return str(_("it is not for this language"))
        return ""


class ConsentPage(models.Model):
    """A testimony that a consent is for."""

    consent = ParentalKey(Consent, on_delete=models.CASCADE, related_name="testimonies")
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("The testimony that it is for, with its translations."),
    )

    class Meta:
        default_permissions = ()
        verbose_name = _("page")
        constraints = [
            models.UniqueConstraint(fields=["consent", "page"], name="safeguards_consent_page_once")
        ]

    def __str__(self) -> str:
        return str(self.page)


class OfFile(models.Model):
    """Says that a consent is for an item of the libraries, its `file`."""

    file: Any  # each subclass has a foreign key

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.file)


class ConsentImage(OfFile):
    """A picture that a consent is for: of the person, or of the group."""

    consent = ParentalKey(Consent, on_delete=models.CASCADE, related_name="shown_images")
    file = models.ForeignKey(
        "media.CustomImage",
        on_delete=models.CASCADE,
        related_name="consent_rows",
        verbose_name=_("image"),
        help_text=_("A picture in which they can be recognised."),
    )

    class Meta(OfFile.Meta):
        verbose_name = _("image")
        constraints = [
            models.UniqueConstraint(fields=["consent", "file"], name="safeguards_consent_image")
        ]


class ConsentFile(OfFile):
    """A file that a consent is for, such as a PDF with their picture or name."""

    consent = ParentalKey(Consent, on_delete=models.CASCADE, related_name="shown_files")
    file = models.ForeignKey(
        "media.CustomDocument",
        on_delete=models.CASCADE,
        related_name="consent_rows",
        verbose_name=_("file"),
        help_text=_("A file in which they can be recognised."),
    )

    class Meta(OfFile.Meta):
        verbose_name = _("file")
        constraints = [
            models.UniqueConstraint(fields=["consent", "file"], name="safeguards_consent_file")
        ]


class ConsentVideo(OfFile):
    """A video of another site that a consent is for."""

    consent = ParentalKey(Consent, on_delete=models.CASCADE, related_name="shown_videos")
    file = models.ForeignKey(
        "media.Video",
        on_delete=models.CASCADE,
        related_name="consent_rows",
        verbose_name=_("video"),
        help_text=_("A video in which they can be recognised."),
    )

    class Meta(OfFile.Meta):
        verbose_name = _("video")
        constraints = [
            models.UniqueConstraint(fields=["consent", "file"], name="safeguards_consent_video")
        ]
