from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from archive.models import EntryPage
from archive.models.fields.search import names
from archive.panels import entry_tabs

from .blocks import LogBlock


class JourneyPage(EntryPage):
    """A journey across a border."""

    vessel = models.CharField(max_length=80, blank=True, help_text="The boat, “Hope”.")
    log = StreamField(LogBlock(), blank=True, help_text="What happened on the way, in order.")

    reference_letter = "J"
    page_description = "A journey, its stops and its log."
    edit_handler = entry_tabs(
        document=[FieldPanel("vessel"), InlinePanel("stops"), FieldPanel("log")]
    )
    search_fields = [
        *EntryPage.search_fields,
        index.SearchField("vessel"),
        index.SearchField("log"),
        names("stops", "name", "note"),
    ]

    class Meta:
        verbose_name = "journey"


class JourneyStop(Orderable):
    """A place where a journey paused."""

    page = ParentalKey(JourneyPage, on_delete=models.CASCADE, related_name="stops")
    name = models.CharField(max_length=80, help_text="The name of the place, “Tumen”.")
    note = models.CharField(max_length=200, blank=True, help_text="What to know about it.")

    panels = [FieldPanel("name"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = "stop"

    def __str__(self):
        return self.name
