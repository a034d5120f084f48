"""A person, the names that readers see, and the sealed identity."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django.views.decorators.debug import sensitive_variables
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from cms.record.models import Kept

from .identity import Identity
from .sealing import is_newest, seal, seal_again, unseal

OF_AGE = 18


class Person(ClusterableModel):
    """Somebody in documents or pictures, under the name that readers see."""

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
        """Whether they count as a minor, until the end of the year in which they come of age."""
        by_year = self.birth_year and timezone.localdate().year - self.birth_year <= OF_AGE
        return bool(self.is_minor or by_year)

    @property
    def public_names(self) -> tuple[str, ...]:
        """The name, and those in other languages."""
        return (self.name, *(name.name for name in self.names.all()))

    def name_in(self, language: str) -> str:
        """The name that readers of a language see."""
        names = {name.locale.language_code: name.name for name in self.names.all()}
        return names.get(language, self.name)

    @property
    def identity(self) -> Identity:
        """The decrypted identity; for an account, use `looking`, which stores that it was seen."""
        sealed = SealedIdentity.objects.filter(person=self.pk).first()
        return sealed.identity if sealed else Identity()

    def seal(self, identity: Identity) -> None:
        """Encrypt and store the identity, replacing the previous one."""
        SealedIdentity.objects.update_or_create(
            person=self, defaults={"token": seal(identity.packed()), "stamp": new_stamp()}
        )


class NamesPerson(models.Model):
    """A row with somebody's name as printed, and the person, if known."""

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
    """A person's name for readers of another language."""

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
    """Says that somebody viewed what is sealed, and why; it can be neither changed nor deleted."""

    person_key = models.BigIntegerField(null=True, db_index=True)  # null for evidence of a group
    consent_key = models.BigIntegerField(null=True)  # for evidence
    place_key = models.BigIntegerField(null=True)  # for a position
    who = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField()

    class Meta(Kept.Meta):
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.who}, {self.at}"


def new_stamp() -> int:
    return secrets.randbits(40)  # the sum of eight million of them fits 64 bits


class SealedIdentity(models.Model):
    """A person's encrypted identity; the database alone does not reveal it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    token = models.TextField()
    stamp = models.BigIntegerField(default=new_stamp)  # changes whenever it is sealed

    class Meta:
        default_permissions = ("view", "change")
        verbose_name = _("sealed identity")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def identity(self) -> Identity:
        return Identity.unpacked(unseal(self.token))

    @transaction.atomic
    def seal_again(self) -> bool:
        """Encrypt it with the newest key; return whether that was necessary."""
        self.refresh_from_db(from_queryset=type(self)._default_manager.select_for_update())
        before, self.token = self.token, seal_again(self.token)
        self.save(update_fields=["token"])
        return self.token != before


class PreparedNames(models.Model):
    """All sealed names, spelled out for the search and encrypted; rebuilt if missing."""

    stamp = models.CharField(max_length=120, primary_key=True)  # of the names that it was made of
    token = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return "prepared names"

    def seal_again(self) -> bool:
        """Rebuilt from the re-encrypted identities."""
        if is_newest(self.token.encode()):
            return False
        self.delete()
        return True


def unreadable_identities() -> int:
    """How many cannot be decrypted: sealed with a key missing from SEALING_KEYS, or damaged."""
    return sum(not _is_readable(row) for row in SealedIdentity.objects.only("token"))


@sensitive_variables()
def _is_readable(row: SealedIdentity) -> bool:
    try:
        return bool(row.identity)
    except Exception:  # noqa: BLE001 -- whatever it is, its frames hold names
        return False


def sealed_names(people: Collection[int] | None = None) -> Iterator[tuple[str, int]]:
    """Every legal name and alias of these people, or of all, with the person's primary key."""
    rows = SealedIdentity.objects.only("token").order_by("pk")
    for sealed in rows if people is None else rows.filter(pk__in=people):
        for name in sealed.identity.names:
            yield name, sealed.pk


def sealed_names_stamp() -> tuple[int, int]:
    """A value that changes with every sealed identity: one cheap query, for caches."""
    stamps: dict[str, Any] = SealedIdentity.objects.aggregate(
        count=models.Count("pk"), stamps=models.Sum("stamp")
    )
    return stamps["count"], int(stamps["stamps"] or 0)
