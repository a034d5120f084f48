from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from archive.editor.panels import PeoplePanel, entry_tabs
from archive.models.fields.search import names
from archive.safeguards.people.models import NamesPerson

from .entry import EntryPage

CORRESPONDENT = ("name", "title", "organisation", "address", "country")


class LetterPage(EntryPage):
    """An open letter, or the answer to one."""

    transmission = models.CharField(
        _("transmission"),
        max_length=255,
        blank=True,
        help_text=_(
            "How the letter was sent, as printed: “Faxed to ROK Permanent Mission at United "
            "Nations”."
        ),
    )
    salutation = models.CharField(
        _("salutation"),
        max_length=255,
        blank=True,
        help_text=_("The words that open the letter, “Dear Foreign Minister Ban:”."),
    )
    closing = models.CharField(
        _("closing"),
        max_length=255,
        blank=True,
        help_text=_("The words that close the letter, “Sincerely yours,”."),
    )
    in_reply_to = models.ForeignKey(
        "archive.LetterPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replies",
        help_text=_("The letter that this one answers, if it is in the archive."),
        verbose_name=_("in reply to"),
    )

    reference_letter = "L"
    page_description = _(
        "An open letter or the answer to one, with its recipients and signatories."
    )
    edit_handler = entry_tabs(
        document=[
            FieldPanel("transmission"),
            FieldRowPanel([FieldPanel("salutation"), FieldPanel("closing")]),
            PageChooserPanel("in_reply_to"),
        ],
        people=[
            PeoplePanel("recipients", heading=_("Recipients"), min_num=1),
            PeoplePanel("signatories", heading=_("Signatories")),
        ],
    )
    search_fields = [
        *EntryPage.search_fields,
        index.SearchField("transmission"),
        index.SearchField("salutation"),
        index.SearchField("closing"),
        names("recipients", *CORRESPONDENT),
        names("signatories", *CORRESPONDENT),
    ]

    class Meta:
        verbose_name = _("letter")

    def clean(self) -> None:
        super().clean()
        if self.pk and self.in_reply_to_id == self.pk:
            raise ValidationError({"in_reply_to": _("A letter cannot be the answer to itself.")})


class Correspondent(NamesPerson, Orderable):
    """A person or office that a letter is addressed to or signed by."""

    name = models.CharField(
        _("name"), max_length=255, help_text=_("The name as printed, “His Excellency Ban Ki-moon”.")
    )
    title = models.CharField(
        _("office"),
        max_length=255,
        blank=True,
        help_text=_("The office held: “United Nations Secretary-General-Designate”."),
    )
    organisation = models.CharField(
        _("organisation"),
        max_length=255,
        blank=True,
        help_text=_(
            "The organisation, apart from the office: “Life Funds for North Korean Refugees”."
        ),
    )
    address = models.TextField(
        pgettext_lazy("postal", "address"),
        blank=True,
        help_text=_(
            "The address as printed, each of its lines on a line of its own; none of a "
            "private person."
        ),
    )
    country = models.CharField(
        _("country"), max_length=80, blank=True, help_text=_("The country, “Republic of Korea”.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("title"),
        FieldPanel("organisation"),
        FieldPanel("address"),
        FieldPanel("country"),
        FieldPanel("person"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name


class LetterRecipient(Correspondent):
    """To whom a letter is addressed."""

    page = ParentalKey(LetterPage, on_delete=models.CASCADE, related_name="recipients")

    class Meta(Correspondent.Meta):
        abstract = False
        verbose_name = _("recipient")


class LetterSignatory(Correspondent):
    """Who signed a letter."""

    page = ParentalKey(LetterPage, on_delete=models.CASCADE, related_name="signatories")

    class Meta(Correspondent.Meta):
        abstract = False
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
