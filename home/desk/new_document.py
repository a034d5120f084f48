"""*New document*: type and section asked at once, on the home screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy

from archive.models import ArchiveSectionPage, EntryPage

URL_NAME = "home_new_document"


class SectionField(forms.ModelChoiceField):
    """The sections that somebody may add to, each below those that it lies in."""

    def label_from_instance(self, section: Any) -> str:
        permitted: Any = self.queryset
        return " › ".join(above.title for above in permitted if section.path.startswith(above.path))


class NewDocumentForm(forms.Form):
    """Which type of document is begun, and where it will stand."""

    type = forms.ChoiceField(label=_("Type"))
    section = SectionField(ArchiveSectionPage.objects.none(), label=_("Section"), empty_label=None)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["type"]
        kind.choices = [
            (model._meta.model_name, capfirst(model._meta.verbose_name)) for model in types()
        ]
        section: Any = self.fields["section"]
        section.queryset = sections(user)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        section, kind = cleaned.get("section"), cleaned.get("type")
        if section and kind and not _model(kind).can_create_at(section):
            self.add_error("type", _("No document of this type can be in this section."))
        return cleaned


def types() -> list[type[EntryPage]]:
    """The types of documents that can be begun."""
    models = [model for model in get_page_models() if issubclass(model, EntryPage)]
    return sorted((m for m in models if m.is_creatable), key=lambda model: model.__name__)


def sections(user: Any) -> Any:
    """Where this account may add something, in the order of the tree."""
    permitted = PagePermissionPolicy().instances_user_has_permission_for(user, "add")
    return ArchiveSectionPage.objects.filter(pk__in=permitted.values("pk")).order_by("path")


def new_document(request: HttpRequest) -> HttpResponse:
    """Lead to the form of what was chosen, or ask again."""
    form = NewDocumentForm(request.GET or None, user=request.user)
    if form.is_valid():
        chosen, section = form.cleaned_data["type"], form.cleaned_data["section"]
        return redirect("wagtailadmin_pages:add", "archive", chosen, section.pk)
    return TemplateResponse(request, "home/new_document.html", {"form": form})


def _model(name: str) -> type[Page]:
    return next(model for model in types() if model._meta.model_name == name)


class NewDocumentPanel(Component):
    name = "new_document"
    template_name = "home/new_document_panel.html"
    order = 50  # what is done most often comes first

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"form": NewDocumentForm(user=parent_context["request"].user)}
