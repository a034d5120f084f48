from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from archive.safeguards.people.sealing import Unreadable, seal, seal_again, unseal
from cms.visibility.slugs import ComposedSlug

from .precision import PlacePrecision, Position
from .term_name import TermName

LATITUDE = _("A latitude lies between -90 (south) and 90 (north).")
LONGITUDE = _("A longitude lies between -180 (west) and 180 (east).")


def place_label(name: str, country: str) -> str:
    return f"{name} ({country})" if country else name


_UNREADABLE = _(
    "Leave the position and its precision as they were: the exact one is sealed, and cannot be "
    "read now, as its key is missing. Tell whoever keeps the server."
)


class Place(ComposedSlug, index.Indexed, ClusterableModel):
    """A place that documents speak of, shared by all languages."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("The name of the place, for example “Yanji”.")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        allow_unicode=True,
        help_text=_("The name as it stands in an address, “yanji”; it belongs to one place only."),
    )
    country = models.CharField(
        _("country"),
        max_length=80,
        blank=True,
        help_text=_("The country that the place lies in, “China”."),
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90, LATITUDE), MaxValueValidator(90, LATITUDE)],
        help_text=_(
            "Degrees north of the equator, 42.9067: as exact as it is known. Readers get what "
            "the precision allows."
        ),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180, LONGITUDE), MaxValueValidator(180, LONGITUDE)],
        help_text=_("Degrees east of Greenwich, 129.5131; both coordinates are given, or neither."),
    )

    precision = models.CharField(
        _("precision"),
        max_length=10,
        choices=PlacePrecision.choices,
        default=PlacePrecision.TOWN,
        help_text=_(
            "How exactly readers are told where it is. What is more exact is sealed when it is "
            "saved, and no longer shown here either."
        ),
    )
    sealed_position = models.TextField(editable=False, blank=True)  # encrypted; see `sealing`

    panels = [
        FieldPanel("name"),
        InlinePanel("names", heading=_("Names in other languages"), label=_("Name")),
        FieldPanel("slug"),
        FieldPanel("country"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("precision"),
            ],
            heading=_("Coordinates"),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("country"),
        index.FilterField("id"),  # of those shown to an account
    ]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return place_label(self.name, self.country)

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError(
                {missing: _("A position needs both coordinates: add this one, or clear the other.")}
            )
        if self._is_unreadable and not self._is_as_stored:
            raise ValidationError(_UNREADABLE)

    def save(self, *args: Any, **options: Any) -> None:
        self._seal_position()
        super().save(*args, **options)

    @property
    def exact_position(self) -> Position | None:
        """The position as it was typed, decrypted if readers get a coarser one."""
        if self.sealed_position:
            latitude, longitude = unseal(self.sealed_position).split()
            return Position(float(latitude), float(longitude))
        return self._position

    @property
    def _position(self) -> Position | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Position(self.latitude, self.longitude)

    @property
    def _is_unreadable(self) -> bool:
        """Whether the key is lost under which its exact position was sealed."""
        try:
            _ = self.exact_position
        except Unreadable:
            return True
        return False

    @property
    def _is_as_stored(self) -> bool:
        """Whether its position is to stay, as far as readers get it."""
        values = {name: getattr(self, name) for name in ("latitude", "longitude", "precision")}
        return type(self).objects.filter(pk=self.pk, **values).exists()

    def _seal_position(self) -> None:
        """Store no position unencrypted that is more exact than what readers get.

        A form is filled in with the coarse position: saving that replaces nothing sealed.
        """
        position = self._position
        if position is None:
            return
        if self._is_unreadable:
            if not self._is_as_stored:
                raise ValidationError(_UNREADABLE)
            return
        sealed = self.exact_position if self.sealed_position else None
        if sealed is None or not position.is_coarse_form_of(sealed):
            self.sealed_position = ""
        coarse = position.at(self.precision)
        if coarse != position and not self.sealed_position:
            self.sealed_position = seal(f"{position.latitude} {position.longitude}")
        self.latitude, self.longitude = coarse or (None, None)

    @transaction.atomic
    def seal_again(self) -> bool:
        """Encrypt the sealed position with the newest key; return whether that was necessary."""
        rows = type(self).objects.filter(pk=self.pk)
        before = rows.select_for_update().values_list("sealed_position", flat=True).get()
        if not before or (token := seal_again(before)) == before:
            return False
        rows.update(sealed_position=token)
        self.sealed_position = token
        return True


class PlaceName(TermName):
    """What a place is called in another language."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="names")

    class Meta(TermName.Meta):
        verbose_name = _("name")
        constraints = [
            models.UniqueConstraint(fields=["place", "locale"], name="archive_place_name_in_locale")
        ]
