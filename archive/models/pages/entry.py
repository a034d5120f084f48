from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from archive.blocks import BodyBlock
from archive.checklist.asked import blocking
from archive.derived.summary import summary_of
from archive.derived.word_count import count_words
from archive.editor.forms import ArchiveCopyForm
from archive.editor.panels import entry_tabs
from archive.models.fields.search import NAMES, SUBTITLE, SUMMARY, WordsField, names
from archive.pictures import undescribed
from archive.safeguards.people.models import NamesPerson
from archive.signals import draft_written, entry_written
from cms.blocks import own_words, running_text
from cms.references import indexed_once, is_of_drafts
from media.models import CustomImage
from media.models.warned import Warned

from .corrected import Corrected, Correction
from .dated import Dated
from .lead_image import Illustrated
from .reference import Referenced


class EntryPage(Corrected, Dated, Illustrated, Warned, Referenced):
    """What every document of the archive has, whatever its type."""

    subtitle = models.CharField(
        _("subtitle"),
        max_length=255,
        blank=True,
        help_text=_(
            "The second headline, as printed below the title: “Women Sold, Babies Often Abandoned”."
        ),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_(
            "What the document says, in two or three sentences for lists and search results. "
            "Empty, the opening of the body is used."
        ),
    )
    summary_derived = models.TextField(
        editable=False,
        blank=True,
        help_text="The opening of the body, where no summary was written.",
    )
    word_count = models.PositiveIntegerField(
        editable=False,
        default=0,
        help_text="The words of the body, those about pictures and files left out; in Chinese and "
        "Japanese each character counts.",
    )
    body = StreamField(
        BodyBlock(),
        blank=True,
        help_text=_("The document itself, block by block, in its own order."),
        verbose_name=_("body"),
    )
    undescribed_pictures = models.ManyToManyField(
        "media.CustomImage",
        editable=False,
        related_name="+",
        help_text="Pictures of which the document says nothing in one of their places; the "
        "library may.",
    )
    categories = ParentalManyToManyField(
        "archive.Category",
        blank=True,
        related_name="entries",
        help_text=_("The subjects that readers browse by: the narrowest that fit."),
        verbose_name=_("categories"),
    )
    places = ParentalManyToManyField(
        "archive.Place",
        blank=True,
        related_name="entries",
        help_text=_("Where what the document tells took place, not where it was printed."),
        verbose_name=_("places"),
    )
    tags = ClusterTaggableManager(
        through="archive.EntryTag",
        blank=True,
        help_text=_("Further words to find it by, “kot-jebi”; a comma or Enter ends each one."),
    )
    source_url = models.URLField(
        _("source URL"),
        blank=True,
        max_length=500,
        help_text=_(
            "The web address where the document was first published, if that was elsewhere: "
            "https://www.example.org/2006/report.htm."
        ),
    )

    is_creatable = False
    edit_handler = entry_tabs()
    search_fields = [
        *Page.search_fields,
        index.SearchField("reference_code", boost=NAMES),
        index.SearchField("subtitle", boost=SUBTITLE),
        index.SearchField("summary", boost=SUMMARY),
        WordsField("summary_derived", unless="summary", boost=SUMMARY),
        index.SearchField("body"),
        *Illustrated.search_fields,
        index.SearchField("content_warning"),
        names("contributors", "name", "role", "affiliation"),
        names("categories", "name"),
        names("places", "name", "country", names("names", "name")),
        names("tags", "name", names("names", "name")),
        index.RelatedFields("corrections", [index.SearchField("text")]),
        index.FilterField("date_sort"),
    ]
    search_auto_update = False  # indexed within `save`, once for readers and the admin
    parent_page_types = ["archive.ArchiveSectionPage"]
    subpage_types: list[str] = []
    can_be_aliased = False
    copy_form_class = ArchiveCopyForm
    # Corrections of one document do not apply to a copy of it.
    exclude_fields_in_copy = [
        *Referenced.exclude_fields_in_copy,
        *("corrections", "change_kind", "change_note"),
    ]

    class Meta:
        verbose_name = pgettext_lazy("archive", "document")
        verbose_name_plural = pgettext_lazy("archive", "documents")
        # Lists by date continue after the last row of the previous page: by date, then by key.
        indexes = [
            models.Index(fields=["date_sort", "page_ptr"], name="archive_entry_by_date"),
            models.Index(Upper("reference_code"), name="archive_entry_by_code"),
        ]

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        return super().can_create_at(parent) and parent.specific.takes(cls)

    def known_at_first(self) -> dict[str, Any]:
        """The initial values of the form for a new document, by field."""
        return {}

    def reference_series(self) -> str:
        return f"{super().reference_series()}-{self.archive_date.start.year:04}"

    @property
    def provisional_code(self) -> str:
        try:
            return super().provisional_code
        except ValueError:  # for a date that was typed and refused
            return f"{super().reference_series()}-…"

    def derive_from_body(self) -> None:
        block, raw = self.body.stream_block, self.body.raw_data
        self.summary_derived = summary_of(running_text(block, raw))
        self.word_count = count_words(own_words(block, raw))

    def with_content_json(self, content: dict[str, Any]) -> EntryPage:
        page = super().with_content_json(content)
        page.derive_from_body()
        return page

    def missing_by_checklist(self) -> dict[str, str]:
        """What is missing before readers may see the document, by field."""
        return {fault.field: str(fault.sentence) for fault in blocking(self)}

    def missing_for_readers(self) -> dict[str, list[str]]:
        missing = super().missing_for_readers()
        for field, sentence in self.missing_by_checklist().items():
            missing[field] = [sentence, *missing.get(field, [])]
        return missing

    @transaction.atomic
    def save(self, clean: bool = True, **options: Any) -> None:
        if self.pk is None and self.alias_of_id:
            raise ValidationError(
                _(
                    "“%(title)s” is a document of the archive, which has one address and "
                    "one reference code: there is no alias of it. Link to it, or copy it."
                )
                % {"title": self.title}
            )
        self.derive_from_body()
        if clean and self.live and (missing := self.missing_by_checklist()):
            raise ValidationError(missing)
        columns = options.get("update_fields")
        with indexed_once(self, columns):
            super().save(clean=clean, **options)
        self.undescribed_pictures.set(CustomImage.objects.filter(pk__in=undescribed(self)))
        if not is_of_drafts(columns):
            entry_written.send(sender=type(self), key=self.pk)
        elif columns and "latest_revision" in columns:
            draft_written.send(sender=type(self), draft=self)


class EntryContributor(NamesPerson, Orderable):
    """A person who contributed to a document."""

    page = ParentalKey(EntryPage, on_delete=models.CASCADE, related_name="contributors")
    name = models.CharField(
        _("name"),
        max_length=255,
        help_text=_(
            "The name as printed, “Kato Hiroshi”; never the real name of somebody in danger."
        ),
    )
    role = models.CharField(
        _("role"),
        max_length=255,
        blank=True,
        help_text=_("The part in the document: “Author”, “Interviewer”."),
    )
    affiliation = models.CharField(
        _("affiliation"),
        max_length=255,
        blank=True,
        help_text=_("Whom the person speaks for: “Secretary-General, LFNKR”."),
    )

    panels = [*map(FieldPanel, ("name", "role", "affiliation", "person"))]

    class Meta(Orderable.Meta):
        verbose_name = _("contributor")

    def __str__(self) -> str:
        return self.name


class EntryCorrection(Correction):
    """What readers were told of a document."""

    page = ParentalKey(EntryPage, on_delete=models.CASCADE, related_name="corrections")

    class Meta(Correction.Meta):
        verbose_name = _("correction")
