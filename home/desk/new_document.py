"""*New document*: asks for type and section in one form, on the home screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.forms.models import ModelChoiceIterator
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
SCRIPTS = ["desk/new_document.js"]


class ByLanguage(ModelChoiceIterator):
    """Groups the sections by language, in the order of the tree."""

    def __iter__(self) -> Iterator[Any]:
        by_language: dict[str, list[Any]] = defaultdict(list)
        for section in self.queryset:
            by_language[str(section.locale)].append(self.choice(section))
        yield "", self.field.empty_label
        yield from by_language.items() if len(by_language) > 1 else chain(*by_language.values())


class SectionSelect(forms.Select):
    """Tells the browser which types of documents each section accepts."""

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        if value:
            names = (str(model._meta.model_name) for model in types_in(value.instance))
            option["attrs"]["data-types"] = " ".join(names)
        return option


class SectionField(forms.ModelChoiceField):
    """The sections to which somebody may add, each shown below its parents."""

    iterator = ByLanguage
    widget = SectionSelect

    def label_from_instance(self, section: Any) -> str:
        permitted: Any = self.queryset
        return " › ".join(above.title for above in permitted if section.path.startswith(above.path))


class NewDocumentForm(forms.Form):
    """Asks for the type of a new document, and its section."""

    type = forms.ChoiceField(label=_("Type"))
    section = SectionField(
        ArchiveSectionPage.objects.none(), label=_("Section"), empty_label=_("Any section")
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["type"]
        kind.choices = [
            ("", _("Any type")),
            *((model._meta.model_name, capfirst(model._meta.verbose_name)) for model in types()),
        ]
        section: Any = self.fields["section"]
        section.queryset = sections(user)
        self.initial = {**self.initial, **last_begun(user)}
        for name, field in self.fields.items():
            narrowing = {"new-document-target": name, "action": "new-document#narrow"}
            field.widget.attrs |= {f"data-{key}": value for key, value in narrowing.items()}

    class Media:
        js = SCRIPTS

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        section, kind = cleaned.get("section"), cleaned.get("type")
        if section and kind and not _model(kind).can_create_at(section):
            self.add_error("type", _("No document of this type can be in this section."))
        return cleaned


def types() -> list[type[EntryPage]]:
    """The types of documents that can be created."""
    models = [model for model in get_page_models() if issubclass(model, EntryPage)]
    return sorted((m for m in models if m.is_creatable), key=lambda model: model.__name__)


def types_in(section: ArchiveSectionPage) -> list[type[EntryPage]]:
    """Those that can be created in this section."""
    return [model for model in types() if model.can_create_at(section)]


def sections(user: Any) -> Any:
    """The sections to which this account may add, in the order of the tree."""
    permitted = PagePermissionPolicy().instances_user_has_permission_for(user, "add")
    rows = ArchiveSectionPage.objects.filter(pk__in=permitted.values("pk"))
    return rows.select_related("locale").order_by("path")


def last_begun(user: Any) -> dict[str, Any]:
    """Type and section of the last document that this account created: a good guess."""
    keys = {
        content_type.pk: model._meta.model_name
        for model, content_type in ContentType.objects.get_for_models(*types()).items()
    }
    last = Page.objects.filter(owner=user, content_type__in=keys).order_by("-pk").first()
    if last is None:
        return {}
    above = last.get_parent()
    return {"type": keys[last.content_type_id], "section": above.pk}


def new_document(request: HttpRequest) -> HttpResponse:
    """Redirect to the form of what was chosen, or ask again."""
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
    order = 50  # the most frequent action comes first

    class Media:
        js = SCRIPTS

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"form": NewDocumentForm(user=parent_context["request"].user)}
