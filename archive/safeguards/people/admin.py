"""People and consents in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)
from wagtail.admin.widgets import Button
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetCreateView
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail.snippets.widgets import AdminSnippetChooser

from archive.safeguards.consent.models import Consent
from cms.viewsets import GuardedChoosing

from .looking import LOOK
from .models import Person


def sealed_buttons(instance: Any, user: Any) -> list[Button]:
    """Buttons that lead to what is sealed, for users who may see it."""
    if not user.has_perm(LOOK):
        return []
    if isinstance(instance, Person):
        address = reverse("safeguards_identity", args=[instance.pk])
        pages = reverse("safeguards_person_pages", args=[instance.pk])
        namesakes = reverse("safeguards_namesakes", args=[instance.pk])
        return [
            Button(_("Sealed identity"), address, icon_name="lock", priority=15),
            Button(_("Pages that say it"), pages, icon_name="circle-check", priority=16),
            Button(_("Namesakes"), namesakes, icon_name="group", priority=17),
        ]
    if isinstance(instance, Consent) and instance.evidence:
        address = reverse("safeguards_evidence", args=[instance.pk])
        return [Button(_("Evidence"), address, icon_name="lock", priority=15)]
    return []


class NewPersonView(SnippetCreateView):
    """Wagtail's view, without an entry in the history."""

    def save_form(self, form: Any) -> Person:
        person: Person = super().save_form(form)
        log(person, "wagtail.create", user=self.request.user)
        return person


class PersonChooser(AdminSnippetChooser):
    """Wagtail's chooser, with labels that are not fixed to the language of the first request."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.choose_one_text = _("Choose a person")
        self.choose_another_text = _("Choose another person")
        self.link_to_chosen_text = _("Edit this person")


class PersonChooserViewSet(SnippetChooserViewSet):
    """A chooser of people with a form for a new one, so that nobody has to leave the document."""

    base_widget_class = PersonChooser
    create_view_class = NewPersonView
    form_fields = ["name", "is_pseudonym", "birth_year", "is_minor"]


class PersonViewSet(SnippetViewSet):
    """People, by their public names."""

    model = Person
    chooser_viewset_class = PersonChooserViewSet
    icon = "user"
    list_display = ["name", "is_pseudonym", "is_minor"]
    search_fields = ["name", "names__name"]
    copy_view_enabled = False
    panels = [
        FieldPanel("name"),
        InlinePanel("names", heading=_("Names in other languages"), label=_("Name")),
        FieldPanel("is_pseudonym"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("birth_year"), FieldPanel("is_minor")])], heading=_("Age")
        ),
    ]


class ConsentChooserViewSet(GuardedChoosing, SnippetChooserViewSet):
    """A chooser for those who keep consents: it shows who gave them, and when."""

    def get_object_list(self) -> QuerySet[Consent]:
        return Consent.objects.select_related("person")


class ConsentViewSet(SnippetViewSet):
    """Consents."""

    model = Consent
    chooser_viewset_class = ConsentChooserViewSet
    icon = "clipboard-list"
    list_display = ["__str__", "scope", "expires_on", "withdrawn_on"]
    list_filter = ["person", "scope", "expires_on", "withdrawn_on"]
    search_fields = ["person__name", "group", "asked_by"]
    copy_view_enabled = False

    def get_queryset(self, _request: HttpRequest) -> QuerySet[Consent]:
        return Consent.objects.select_related("person")

    panels = [
        MultiFieldPanel([FieldPanel("person"), FieldPanel("group")], heading=_("Who")),
        MultiFieldPanel(
            [
                MultipleChooserPanel("testimonies", "page", heading=_("Pages"), label=_("Page")),
                MultipleChooserPanel("shown_images", "file", heading=_("Images"), label=_("Image")),
                MultipleChooserPanel("shown_files", "file", heading=_("Files"), label=_("File")),
                MultipleChooserPanel("shown_videos", "file", heading=_("Videos"), label=_("Video")),
                FieldPanel("covers_everything"),
            ],
            heading=_("For what"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("scope"),
                FieldRowPanel([*map(FieldPanel, ("text", "pictures", "sound", "video"))]),
                FieldPanel("languages", widget=forms.CheckboxSelectMultiple),
                FieldPanel("not_shown_in", widget=forms.Textarea({"rows": 2})),
            ],
            heading=_("What is allowed"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("given_on"), FieldPanel("asked_by")]),
                FieldPanel("evidence", widget=forms.FileInput),
                FieldRowPanel([FieldPanel("expires_on"), FieldPanel("withdrawn_on")]),
            ],
            heading=_("Given and ended"),
        ),
    ]


class PeopleGroup(SnippetViewSetGroup):
    items = (PersonViewSet, ConsentViewSet)
    menu_label = _("People")
    menu_icon = "user"
    menu_order = 255
