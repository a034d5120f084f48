from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from archive.forms import ArchiveCopyForm
from archive.richtext import FEATURES

from .reference import Referenced


class ArchiveSectionPage(Referenced):
    """A series of the archive; sections nest."""

    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=FEATURES,
        help_text=_("What the series holds and where it comes from, in a few sentences."),
    )

    reference_letter = "S"
    page_description = _("A series of the archive. It holds documents and narrower sections.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("reference_code", read_only=True),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("reference_code"),
    ]
    parent_page_types = ["home.HomePage", "archive.ArchiveSectionPage"]
    copy_form_class = ArchiveCopyForm

    class Meta:
        verbose_name = _("section")
