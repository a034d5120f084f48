"""The tabs of a document in the admin, in an editor's order of thought."""

from __future__ import annotations

from collections.abc import Sequence
from types import new_class
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

from archive.choosing.widgets import SaidInput, TermsInput, lines

from .forms import EntryForm, ScreeningForm


class ReferenceCodePanel(FieldPanel):
    """The code, or its known part with a note that it is not permanent yet."""

    def __init__(self, **options: Any) -> None:
        options = {"field_name": "reference_code", "read_only": True, **options}
        super().__init__(**options)

    class BoundPanel(FieldPanel.BoundPanel):
        @cached_property
        def value_from_instance(self) -> str:
            if self.instance.pk is None:
                return gettext("Given on first publication")
            return str(self.instance.shown_code)


_DESCRIPTION = [
    TitleFieldPanel("title"),
    FieldPanel("subtitle"),
    FieldRowPanel([FieldPanel("date"), ReferenceCodePanel()]),
]
_CHANGE = MultiFieldPanel(
    [FieldPanel("change_kind", widget=forms.RadioSelect), FieldPanel("change_note")],
    heading=_("What has changed"),
    icon="history",
)
_LEAD_IMAGE = MultiFieldPanel(
    [
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_decorative"),
        FieldPanel("lead_image_caption"),
        FieldPanel("lead_image_credit"),
    ],
    heading=_("Lead image"),
    icon="image",
)
_WARNING = MultiFieldPanel(
    [FieldPanel("content_warning"), FieldPanel("mask_thumbnail")],
    heading=_("Content warning"),
    icon="warning",
)
_CLASSIFICATION = [
    FieldPanel("categories", widget=TermsInput),
    FieldPanel("places", widget=TermsInput),
    FieldPanel("tags"),
]
_PROMOTION = [
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldPanel("slug"),
            FieldPanel("former_address"),
            FieldPanel("seo_title"),
            FieldPanel("search_description"),
        ],
        heading=_("For search engines"),
    ),
    FieldPanel("source_url"),
]


def entry_tabs(document: Sequence[Panel] = (), people: Sequence[Panel] = ()) -> TabbedInterface:
    """The tabs of a document type, with its own panels before those that all documents have."""
    return TabbedInterface(
        [
            ObjectList(
                [*_DESCRIPTION, *document, _WARNING, _LEAD_IMAGE, FieldPanel("body"), _CHANGE],
                heading=pgettext_lazy("archive", "Document"),
            ),
            ObjectList(
                [*people, PeoplePanel("contributors", heading=_("Contributors"))],
                heading=_("People"),
            ),
            ObjectList(_CLASSIFICATION, heading=_("Classification")),
            ObjectList(_PROMOTION, heading=_("Promotion")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ],
        base_form_class=EntryForm,
    )


class PeoplePanel(InlinePanel):
    """Rows that name people, with suggestions from other documents."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        formset = options["formsets"][self.relation_name]
        columns = set(lines(self.db_field.related_model)).intersection(formset["fields"])
        suggesting = {name: SaidInput(name) for name in columns}
        formset["widgets"] = {**suggesting, **(formset["widgets"] or {})}
        return options


class ScreeningsPanel(InlinePanel):
    """Screenings, with times in the venue's local time."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        formset = options["formsets"][self.relation_name]
        # The panel's own form knows what a draft may lack.
        formset["form"] = new_class("ScreeningForm", (ScreeningForm, formset["form"]))
        return options
