from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from archive.models.fields.edtf import EdtfField
from archive.models.fields.search import NAMES
from archive.panels import entry_tabs

from .entry import EntryPage


class ReportPage(EntryPage):
    """A report, interview, speech, statement or article."""

    class Kind(models.TextChoices):
        FIELD_REPORT = "field_report", "Field report"
        BORDER_REPORT = "border_report", "Border report"
        FACT_FINDING = "fact_finding", "Report of a fact-finding mission"
        INTERVIEW = "interview", "Interview"
        SPEECH = "speech", "Speech"
        STATEMENT = "statement", "Statement"
        NEWS = "news", "News"
        ARTICLE = "article", "Article"

    kind = models.CharField(
        max_length=20,
        choices=Kind.choices,
        help_text="What kind of report it is; choose “Article” where nothing else fits.",
    )
    period = EdtfField(
        blank=True,
        help_text="The time that it reports on, where that is not its date: 2006-01, or a span, "
        "2007-02-25/2007-03-01.",
    )
    occasion_name = models.CharField(
        "occasion",
        max_length=255,
        blank=True,
        help_text="For a speech, the conference or hearing: “The Second International Conference "
        "on North Korean Human Rights”.",
    )
    occasion_venue = models.CharField(
        "venue", max_length=255, blank=True, help_text="The house or hall, “Shilla Hotel”."
    )
    occasion_city = models.CharField(
        "city", max_length=120, blank=True, help_text="The city of the occasion, “Seoul”."
    )
    occasion_country = models.CharField(
        "country",
        max_length=80,
        blank=True,
        help_text="The country of the occasion, “South Korea”.",
    )
    occasion_date = EdtfField(
        "date of the occasion",
        blank=True,
        help_text="When the occasion was held, as exactly as it is known: 2005-12-08/2005-12-10.",
    )

    reference_letter = "R"
    page_description = "A border report, interview, speech, statement or any other article."
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
                heading="Occasion of a speech",
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
        verbose_name = "report"
