from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from archive.editor.panels import PeoplePanel, ScreeningsPanel, entry_tabs
from archive.models.fields.search import SUBTITLE, names
from archive.safeguards.people.models import NamesPerson

from .entry import EntryPage


class FilmEventPage(EntryPage):
    """A film and its screenings."""

    film_title = models.CharField(
        _("film title"),
        max_length=255,
        help_text=_("The title under which the film was shown, “Seoul Train”."),
    )
    film_original_title = models.CharField(
        _("original title"),
        max_length=255,
        blank=True,
        help_text=_("The title in the film's own language, where that is another one."),
    )
    film_year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[
            MinValueValidator(1888, _("There was no film before 1888.")),
            MaxValueValidator(2200, _("A year has four digits, 2004.")),
        ],
        help_text=_("The year in which the film was released, 2004."),
    )
    film_country = models.CharField(
        _("country"),
        max_length=80,
        blank=True,
        help_text=_("Where the film was made, “United States”."),
    )
    film_runtime_minutes = models.PositiveSmallIntegerField(
        _("running time"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1, _("A film runs for at least a minute."))],
        help_text=_("The length of the film in whole minutes, 54."),
    )
    film_url = models.URLField(
        _("web site"),
        max_length=500,
        blank=True,
        help_text=_("The film's own site, https://www.example.org/seoul-train."),
    )

    reference_letter = "F"
    page_description = _("A film with its makers, and when and where it was screened.")
    edit_handler = entry_tabs(
        document=[
            MultiFieldPanel(
                [
                    FieldPanel("film_title"),
                    FieldPanel("film_original_title"),
                    FieldRowPanel([FieldPanel("film_year"), FieldPanel("film_country")]),
                    FieldRowPanel([FieldPanel("film_runtime_minutes"), FieldPanel("film_url")]),
                ],
                heading=_("Film"),
            ),
            ScreeningsPanel("screenings", heading=_("Screenings")),
        ],
        people=[
            PeoplePanel("directors", heading=_("Directors")),
            PeoplePanel("speakers", heading=_("Speakers")),
        ],
    )
    search_fields = [
        *EntryPage.search_fields,
        index.SearchField("film_title", boost=SUBTITLE),
        index.SearchField("film_original_title", boost=SUBTITLE),
        index.SearchField("film_country"),
        names("directors", "name"),
        names("speakers", "name", "role", "affiliation"),
        index.RelatedFields(
            "screenings",
            [index.SearchField(n) for n in ("venue", "city", "country", "host", "admission")],
        ),
    ]

    class Meta:
        verbose_name = _("film event")


class FilmDirector(Orderable):
    """Who made a film."""

    page = ParentalKey(FilmEventPage, on_delete=models.CASCADE, related_name="directors")
    name = models.CharField(
        _("name"), max_length=255, help_text=_("The director's name, “Jim Butterworth”.")
    )

    panels = [FieldPanel("name")]

    class Meta(Orderable.Meta):
        verbose_name = _("director")

    def __str__(self) -> str:
        return self.name


def validate_time_zone(name: str) -> None:
    """Refuse anything but a time zone of IANA's database."""
    if name not in available_timezones():
        raise ValidationError(
            _(
                "“%(name)s” is not a time zone. Write continent and city, as in "
                "Asia/Tokyo, Asia/Seoul or America/New_York."
            )
            % {"name": name},
            code="time_zone",
        )


class Screening(Orderable):
    """One showing of a film."""

    page = ParentalKey(FilmEventPage, on_delete=models.CASCADE, related_name="screenings")
    starts_at = models.DateTimeField(
        _("begins at"),
        help_text=_(
            "Date and time as a clock at the venue shows them, 2005-12-09 18:30, whatever "
            "the time zone of your own desk."
        ),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="Asia/Tokyo",
        validators=[validate_time_zone],
        help_text=_(
            "The time zone of the venue under its international name: Asia/Tokyo, Asia/Seoul."
        ),
    )
    # Even in a draft: without it the time means nothing.
    time_zone.required_on_save = True  # type: ignore[attr-defined]
    venue = models.CharField(
        _("venue"), max_length=255, help_text=_("The house or hall, “Diet Members' Building”.")
    )
    city = models.CharField(
        _("city"), max_length=120, help_text=_("The city of the venue, “Tokyo”.")
    )
    country = models.CharField(
        _("country"), max_length=80, blank=True, help_text=_("The country of the venue, “Japan”.")
    )
    host = models.CharField(
        _("host"),
        max_length=255,
        blank=True,
        help_text=_("Who invited to the screening, “IPCNKR”."),
    )
    admission = models.CharField(
        _("admission"),
        max_length=120,
        blank=True,
        help_text=_("What it cost to get in: “Free”, “1,000 yen”."),
    )

    panels = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("time_zone"), FieldPanel("fold")]),
        FieldPanel("venue"),
        FieldRowPanel([FieldPanel("city"), FieldPanel("country")]),
        FieldRowPanel([FieldPanel("host"), FieldPanel("admission")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("screening")

    def __str__(self) -> str:
        return f"{self.venue}, {self.city}"

    @property
    def local_start(self) -> datetime:
        """The start in the local time of the venue."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))


class FilmEventSpeaker(NamesPerson, Orderable):
    """Who spoke at a screening."""

    page = ParentalKey(FilmEventPage, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(
        _("name"), max_length=255, help_text=_("The speaker's name as printed.")
    )
    role = models.CharField(
        _("role"),
        max_length=255,
        blank=True,
        help_text=_("The part in the event: “Director”, “Moderator”."),
    )
    affiliation = models.CharField(
        _("affiliation"),
        max_length=255,
        blank=True,
        help_text=_("Whom the speaker stands for, “Incite Productions”."),
    )

    panels = [*map(FieldPanel, ("name", "role", "affiliation", "person"))]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")

    def __str__(self) -> str:
        return self.name
