from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from archive.editor.panels import entry_tabs

from .entry import EntryPage
from .fiscal_year import InFiscalYear


class ActivityReportPage(InFiscalYear):
    """What the organisation did in a fiscal year."""

    document = models.ForeignKey(
        "media.CustomDocument",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The report as it was printed, a PDF that readers can download."),
        verbose_name=_("file"),
    )

    reference_letter = "A"
    page_description = _(
        "What the organisation did in a fiscal year, with figures and the printed report."
    )
    edit_handler = entry_tabs(
        document=[
            MultiFieldPanel(
                [
                    FieldPanel("fiscal_year_label"),
                    FieldRowPanel(
                        [FieldPanel("fiscal_year_starts_on"), FieldPanel("fiscal_year_ends_on")]
                    ),
                ],
                heading=_("Fiscal year"),
            ),
            InlinePanel("figures", heading=_("Figures")),
            FieldPanel("document"),
        ]
    )
    search_fields = [
        *EntryPage.search_fields,
        index.SearchField("fiscal_year_label"),
        index.RelatedFields(
            "figures", [index.SearchField(n) for n in ("label", "value", "unit", "note")]
        ),
    ]

    class Meta:
        verbose_name = _("activity report")


class ReportedFigure(Orderable):
    """A figure as it was printed, and as a number where it is one."""

    page = ParentalKey(ActivityReportPage, on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(
        _("label"), max_length=255, help_text=_("What is counted, “Refugees brought to safety”.")
    )
    value = models.CharField(
        _("value"),
        max_length=255,
        help_text=_("The figure exactly as printed: “900–950 won/kg”, “about 40”."),
    )
    number = models.FloatField(
        _("number"),
        null=True,
        blank=True,
        help_text=_(
            "The figure as a plain number for charts, 40; empty where the print gives a range."
        ),
    )
    unit = models.CharField(
        _("unit"),
        max_length=40,
        blank=True,
        help_text=_("The unit of the number: “won/kg”, “people”."),
    )
    note = models.CharField(
        _("note"),
        max_length=500,
        blank=True,
        help_text=_("What to know about the figure, “Estimate of local staff, January 2006”."),
    )

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("number"), FieldPanel("unit")]),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("figure")

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
