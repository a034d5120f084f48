from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Locale, Page
from wagtail.search import index

from archive.editor.forms import ArchiveCopyForm, SectionForm
from archive.editor.panels import ReferenceCodePanel
from archive.models.fields.edtf import EdtfField
from archive.richtext import FEATURES

from .reference import Referenced


def _words(name: Any, help_text: Any) -> RichTextField:
    return RichTextField(name, blank=True, features=FEATURES, help_text=help_text)


class ArchiveSectionPage(Referenced):
    """A series of the archive; sections nest. It is described after ISAD(G)."""

    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=FEATURES,
        help_text=_("What the series holds and where it comes from, in a few sentences."),
    )
    dates = EdtfField(
        _("dates"),
        blank=True,
        help_text=_(
            "The time in which its documents were made, 1999/2024, where that is not from the "
            "first to the last year of those that readers can see."
        ),
    )
    extent = models.CharField(
        _("extent"),
        max_length=255,
        blank=True,
        help_text=_(
            "How much there is: “12 boxes, 1.4 metres”. Empty, it is the number of documents that "
            "readers can see: “143 documents, 1999-2024”."
        ),
    )
    scope_and_content = _words(
        _("scope and content"),
        _(
            "What the documents are and tell: which subjects, places and people, and what is "
            "absent."
        ),
    )
    provenance = _words(
        _("provenance"),
        _("Who made or collected the documents, who kept them, and how the archive got them."),
    )
    arrangement = _words(
        _("arrangement"), _("How the documents are put in order: “By date”, drafts before letters.")
    )
    access_conditions = _words(
        _("conditions of access"),
        _("Who may see what, and what is held back until when: “Names of witnesses”, for good."),
    )
    languages = ParentalManyToManyField(
        Locale,
        verbose_name=_("languages"),
        blank=True,
        related_name="+",
        help_text=_(
            "The languages of the documents. None ticked, they are those of the documents that "
            "readers can see."
        ),
    )

    document_types = models.JSONField(
        _("types of documents"),
        default=list,
        blank=True,
        help_text=_("Which documents are begun here. None ticked, it is documents of all types."),
    )

    not_for_readers = ("document_types",)
    reference_letter = "S"
    page_description = _("A series of the archive. It holds documents and narrower sections.")
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        ReferenceCodePanel(),
        MultiFieldPanel(
            [
                FieldPanel("dates"),
                FieldPanel("extent"),
                FieldPanel("scope_and_content"),
                FieldPanel("provenance"),
                FieldPanel("arrangement"),
                FieldPanel("access_conditions"),
                FieldPanel("languages", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("Description of the series"),
            icon="list-ul",
        ),
        FieldPanel("document_types"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("reference_code"),
        index.SearchField("scope_and_content"),
        index.SearchField("provenance"),
    ]
    parent_page_types = ["home.HomePage", "archive.ArchiveSectionPage"]
    copy_form_class = ArchiveCopyForm
    base_form_class = SectionForm

    class Meta:
        verbose_name = _("section")

    def takes(self, document: type[Page]) -> bool:
        """Whether documents of this type can be created here."""
        return not self.document_types or document._meta.model_name in self.document_types
