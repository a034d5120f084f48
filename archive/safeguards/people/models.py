"""A person, what readers call them, and what is sealed beside it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django.views.decorators.debug import sensitive_variables
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from cms.record.models import Kept

from .identity import Identity
from .sealing import seal, seal_again, unseal

OF_AGE = 18


class Person(ClusterableModel):
    """Somebody whom documents or pictures speak of, under the name that readers see."""

    name = models.CharField(
        _("public name"),
        max_length=255,
        help_text=_(
            "What readers may call the person: “Ms. K”. Never a name that must not appear."
        ),
    )
    is_pseudonym = models.BooleanField(
        _("the public name is not their own"),
        default=False,
        help_text=_("Without this tick the name is shown only with consent to be named."),
    )
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1850)],
        help_text=_("As far as it is known: somebody under 18 is protected as a minor."),
    )
    is_minor = models.BooleanField(
        _("minor"),
        default=False,
        help_text=_("Tick it for a child, or for somebody who may be one, whatever the year says."),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        permissions = [
            ("clear_minor", gettext_noop("Can say why something of a minor may be public"))
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.birth_year and self.birth_year > timezone.localdate().year:
            raise ValidationError({"birth_year": _("This year is still to come.")})

    @property
    def counts_as_minor(self) -> bool:
        """Also through the whole year in which they come of age: the day is not known."""
        by_year = self.birth_year and timezone.localdate().year - self.birth_year <= OF_AGE
        return bool(self.is_minor or by_year)

    @property
    def public_names(self) -> tuple[str, ...]:
        """The name, and those in other languages."""
        return (self.name, *(name.name for name in self.names.all()))

    def name_in(self, language: str) -> str:
        """What readers of a language see."""
        names = {name.locale.language_code: name.name for name in self.names.all()}
        return names.get(language, self.name)

    @property
    def identity(self) -> Identity:
        """Who it is, decrypted; who asks it for an account has it looked at with `looking`."""
        sealed = SealedIdentity.objects.filter(person=self.pk).first()
        return sealed.identity if sealed else Identity()

    def seal(self, identity: Identity) -> None:
        """Keep who it is, encrypted, in place of what was kept."""
        SealedIdentity.objects.update_or_create(
            person=self, defaults={"token": seal(identity.packed()), "stamp": new_stamp()}
        )


class NamesPerson(models.Model):
    """A row with the name of somebody as printed, and who that is, where it is known."""

    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("person"),
        help_text=_("Who it is, where that is known. Readers are not told; consent is asked for."),
    )

    class Meta:
        abstract = True


class PersonName(models.Model):
    """What readers of another language call a person."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="names")
    locale = models.ForeignKey(
        "wagtailcore.Locale",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("language"),
        help_text=_("The language whose readers see this name."),
    )
    name = models.CharField(
        _("name"), max_length=255, help_text=_("The public name in that language, “Kさん”.")
    )

    class Meta:
        verbose_name = _("name")
        ordering = ["locale", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "locale"], name="safeguards_person_name_in_locale"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Look(Kept):
    """That somebody looked at what is sealed, and why; it is neither altered nor deleted."""

    person_key = models.BigIntegerField(null=True, db_index=True)  # none of a group's evidence
    consent_key = models.BigIntegerField(null=True)  # of evidence
    place_key = models.BigIntegerField(null=True)  # of a position
    who = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField()

    class Meta(Kept.Meta):
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.who}, {self.at}"


def new_stamp() -> int:
    return secrets.randbits(40)  # a sum of eight million of them is a 64-bit number


class SealedIdentity(models.Model):
    """Who a person is, encrypted: whoever has the database alone reads nothing of it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    token = models.TextField()
    stamp = models.BigIntegerField(default=new_stamp)  # another one whenever it is sealed

    class Meta:
        default_permissions = ("view", "change")
        verbose_name = _("sealed identity")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def identity(self) -> Identity:
        return Identity.unpacked(unseal(self.token))

    def seal_again(self) -> None:
        """Encrypt it under the newest key; it says the same."""
        self.token = seal_again(self.token)
        self.save(update_fields=["token"])


class PreparedNames(models.Model):
    """All sealed names, spelled out for the search and encrypted; made anew where it is missing."""

    stamp = models.CharField(max_length=120, primary_key=True)  # of the names it was made of
    token = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return "prepared names"

    def seal_again(self) -> None:
        """It is made of what was sealed again."""
        self.delete()


def unreadable_identities() -> int:
    """How many were sealed under a key that SEALING_KEYS has no more, or cannot be read at all."""
    return sum(not _is_readable(row) for row in SealedIdentity.objects.only("token"))


@sensitive_variables()
def _is_readable(row: SealedIdentity) -> bool:
    try:
        return bool(row.identity)
    except Exception:  # noqa: BLE001 -- whatever it is, its frames hold names
        return False


def sealed_names(people: Collection[int] | None = None) -> Iterator[tuple[str, int]]:
    """Every legal name and alias of these people, or of all, each with the person's primary key."""
    rows = SealedIdentity.objects.only("token").order_by("pk")
    for sealed in rows if people is None else rows.filter(pk__in=people):
        for name in sealed.identity.names:
            yield name, sealed.pk


def sealed_names_stamp() -> tuple[int, int]:
    """Another value whenever what is sealed of anybody changes: one cheap query to cache by."""
    stamps: dict[str, Any] = SealedIdentity.objects.aggregate(
        count=models.Count("pk"), stamps=models.Sum("stamp")
    )
    return stamps["count"], int(stamps["stamps"] or 0)
