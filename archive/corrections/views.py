"""Forgetting notes for readers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import PageMenuItem

from archive.models import EntryCorrection, EntryPage
from cms import richtext
from cms.editing.facts import PageFact
from cms.editing.views import ActView

from .forgetting import forget_correction


class NotesField(forms.ModelMultipleChoiceField):
    """The notes of a document, each with its date and words."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, correction: Any) -> str:
        date = date_format(correction.date)
        return f"{date}, {correction.get_kind_display()} {richtext.text(correction.text)}"


class ForgetCorrectionsForm(forms.Form):
    """Asks which notes are to be forgotten, and why."""

    notes = NotesField(EntryCorrection.objects.none(), label=_("Notes for readers"))
    why = forms.CharField(
        label=_("Private note"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Why it is done, without the words themselves. Kept in the record."),
    )

    def __init__(self, *args: Any, page: EntryPage, **options: Any) -> None:
        super().__init__(*args, **options)
        notes: Any = self.fields["notes"]
        notes.queryset = EntryCorrection.objects.filter(page=page)


class ForgetCorrectionsView(ActView):
    """Lists the notes on a document."""

    page_title: Any = _("Forget corrections")
    header_icon = "no-view"
    template_name = "archive/forget_corrections.html"
    form_class = ForgetCorrectionsForm

    def is_allowed(self, user: Any) -> bool:
        return isinstance(self.page, EntryPage) and super().is_allowed(user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"page": self.page}

    def form_valid(self, form: ForgetCorrectionsForm) -> HttpResponse:
        request: HttpRequest = self.request
        for correction in form.cleaned_data["notes"]:
            forget_correction(correction, request.user.get_username(), form.cleaned_data["why"])
        messages.success(request, _("Forgotten: readers are told it no more."))
        return redirect(self.get_success_url())


IS_CORRECTED = PageFact(
    lambda pages: EntryCorrection.objects.filter(page__in=[page.pk for page in pages])
    .values_list("page", flat=True)
)  # fmt: skip


class ForgetCorrectionsMenuItem(PageMenuItem):
    label = _("Forget corrections")
    icon_name = "no-view"
    url_name = "archive_forget_corrections"
    priority = 39

    def is_shown(self, user: Any) -> bool:
        may: bool = self.page.permissions_for_user(user).can_publish()
        return may and IS_CORRECTED.of(self.page)
