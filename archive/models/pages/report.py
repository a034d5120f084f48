from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from archive.editor.panels import entry_tabs
from archive.models.fields.edtf import EdtfField
from archive.models.fields.search import NAMES

from .entry import EntryPage


class ReportPage(EntryPage):
    """A report, interview, speech, statement or article."""

    class Kind(models.TextChoices):
        FIELD_REPORT = "field_report", _("Field report")
        BORDER_REPORT = "border_report", _("Border report")
        FACT_FINDING = "fact_finding", _("Report of a fact-finding mission")
        INTERVIEW = "interview", _("Interview")
        SPEECH = "speech", _("Speech")
        STATEMENT = "statement", _("Statement")
        NEWS = "news", _("News")
        ARTICLE = "article", _("Article")

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        help_text=_("What kind of report it is; choose “Article” where nothing else fits."),
    )
    period = EdtfField(
        _("period"),
        blank=True,
        help_text=_(
            "The time that it reports on, where that is not its date: 2006-01, or a span, "
            "2007-02-25/2007-03-01."
        ),
    )
    occasion_name = models.CharField(
        _("occasion"),
        max_length=255,
        blank=True,
        help_text=_(
            "For a speech, the conference or hearing: “The Second International Conference "
            "on North Korean Human Rights”."
        ),
    )
    occasion_venue = models.CharField(
        _("venue"), max_length=255, blank=True, help_text=_("The house or hall, “Shilla Hotel”.")
    )
    occasion_city = models.CharField(
        _("city"), max_length=120, blank=True, help_text=_("The city of the occasion, “Seoul”.")
    )
    occasion_country = models.CharField(
        _("country"),
        max_length=80,
        blank=True,
        help_text=_("The country of the occasion, “South Korea”."),
    )
    occasion_date = EdtfField(
        _("date of the occasion"),
        blank=True,
        help_text=_(
            "When the occasion was held, as exactly as it is known: 2005-12-08/2005-12-10."
        ),
    )

    reference_letter = "R"
    page_description = _("A border report, interview, speech, statement or any other article.")
    edit_handler = entry_tabs(
        document=[
            FieldRowPanel([FieldPanel("kind"), FieldPanel("period")]),
            MultiFieldPanel(
                [
                    FieldPanel("occasion_name"),
                    FieldPanel("occasion_venue"),
                    FieldRowPanel([FieldPanel("occasion_city"), FieldPanel("occasion_country")]),
                    FieldPanel("occasion_date"),
                ],
                heading=_("Occasion of a speech"),
                classname="collapsed",
            ),
        ]
    )
    search_fields = [
        *EntryPage.search_fields,
        index.SearchField("occasion_name", boost=NAMES),
        index.SearchField("occasion_venue", boost=NAMES),
        index.SearchField("occasion_city", boost=NAMES),
        index.SearchField("occasion_country", boost=NAMES),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("report")
