from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from cms.visibility.slugs import ComposedSlug

from .term_name import TermName

LATITUDE = _("A latitude lies between -90 (south) and 90 (north).")
LONGITUDE = _("A longitude lies between -180 (west) and 180 (east).")


def place_label(name: str, country: str) -> str:
    return f"{name} ({country})" if country else name


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
            "Degrees north of the equator, 42.9067. Leave it empty where the exact position "
            "could endanger somebody."
        ),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180, LONGITUDE), MaxValueValidator(180, LONGITUDE)],
        help_text=_("Degrees east of Greenwich, 129.5131; both coordinates are given, or neither."),
    )

    panels = [
        FieldPanel("name"),
        InlinePanel("names", heading=_("Names in other languages"), label=_("Name")),
        FieldPanel("slug"),
        FieldPanel("country"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
            heading=_("Coordinates"),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("country"),
        index.FilterField("id"),  # of those that an account is told
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


class PlaceName(TermName):
    """What a place is called in another language."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="names")

    class Meta(TermName.Meta):
        verbose_name = _("name")
        constraints = [
            models.UniqueConstraint(fields=["place", "locale"], name="archive_place_name_in_locale")
        ]
