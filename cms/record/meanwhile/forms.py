"""What was saved of a term, a menu or a setting while its form lay open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from zlib import crc32

from django.db.models import Model
from django.forms import CharField, HiddenInput
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from modelcluster.models import get_serializable_data_for_fields
from wagtail.admin import messages
from wagtail.admin.panels import InlinePanel
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.views import generic
from wagtail.contrib.settings.views import EditView as SettingEditView
from wagtail.log_actions import registry
from wagtail.snippets.views.snippets import EditView as SnippetEditView

from .gone import KeepingFormView
from .lock import wait_for_others
from .rows import make_anew

KNOWN = "known_values"  # the hidden field: what the form was opened on
_LOG = ""  # in the place of a field's name: the newest entry of the history
_LANGUAGE = "-"  # likewise: the code of its language


class _KnownField(CharField):
    """Nothing that somebody typed."""

    widget = HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class AskingFormView(KeepingFormView):
    """An edit view that shows the form again, with all that was typed, where another was first.

    The form says what each of its fields held when it was opened, whoever changes one: another
    form, a merger, an import. Wagtail writes the whole row, so the last one to save would win.
    """

    model: Any
    request: Any
    object: Any
    form: Any
    panel: Any

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]
        form.fields[KNOWN] = _KnownField(required=False)
        if not form.is_bound:
            form.initial[KNOWN] = json.dumps(_values(form, self.object) | _language(self.object))
        return form

    def language_typed_in(self) -> str:
        return str(_read(self.request.POST.get(KNOWN, "")).get(_LANGUAGE, ""))

    def post(self, request: Any, *args: Any, **options: Any) -> HttpResponse:
        if not hasattr(self, "object"):
            self.object = self.get_object()  # type: ignore[attr-defined]
        make_anew(request, self.object)
        return super().post(request, *args, **options)  # type: ignore[misc]

    def save_instance(self) -> Any:
        wait_for_others(self.model, crc32(self.model._meta.label.encode()) >> 1, self.object.pk)
        stored = _values(self.form, get_object_or_404(self.model, pk=self.object.pk))
        opened = _read(self.form.cleaned_data[KNOWN])
        changed = [name for name in stored if name != _LOG and stored[name] != opened.get(name)]
        if opened and changed:
            raise _SavedMeanwhileError(changed, stored, stored[_LOG] != opened.get(_LOG))
        return super().save_instance()  # type: ignore[misc]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except _SavedMeanwhileError as meanwhile:
            self._tell_of(meanwhile.changed, is_logged=meanwhile.is_logged)
            form.data = form.data.copy()
            form.data[KNOWN] = json.dumps(meanwhile.stored | _language(self.object))
        # The object has what was typed; beside the form stands what is stored.
        self.object = get_object_or_404(self.model, pk=self.object.pk)
        return self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]

    def _tell_of(self, changed: list[str], *, is_logged: bool) -> None:
        entry = registry.get_logs_for_instance(self.object).select_related("user").first()
        author = entry.user if entry and is_logged else None
        if author == self.request.user:
            first = _("You have saved this in another window since you opened it here.")
        else:
            name = (author and user_display_name(author)) or _("Somebody")
            first = _("%(name)s has saved this since you opened it.") % {"name": name}
        labels = ", ".join(map(self._label, changed))
        fields = _("Changed there: %(fields)s.") % {"fields": labels}
        choice = _(
            "Nothing is overwritten: what you typed stands below. Save again to put it in the "
            "place of that."
        )
        view = messages.button(
            self.get_edit_url(),  # type: ignore[attr-defined]
            _("View what is saved"),
            new_window=True,
        )
        messages.warning(self.request, " ".join((first, fields, choice)), buttons=[view])

    def _label(self, name: str) -> str:
        if name in self.form.fields:
            return str(self.form[name].label)
        headings = (part.heading for part in _parts(self.panel) if part.relation_name == name)
        return str(next(headings, name))


class AskingModelEditView(AskingFormView, generic.EditView):
    """Of whatever has a view set of its own."""


class AskingSnippetEditView(AskingFormView, SnippetEditView):
    """Of terms, people and menus."""


class AskingSettingEditView(AskingFormView, SettingEditView):
    """Of what holds for a site."""


class _SavedMeanwhileError(Exception):
    """Which fields hold something else now, what is stored, and whether the history says of it."""

    def __init__(self, changed: list[str], stored: dict[str, Any], is_logged: bool) -> None:
        super().__init__()
        self.changed, self.stored, self.is_logged = changed, stored, is_logged


def _parts(panel: Any) -> Iterator[InlinePanel]:
    """The child tables of a form, wherever in its tabs."""
    if isinstance(panel, InlinePanel):
        yield panel
    for child in getattr(panel, "children", ()):
        yield from _parts(child)


def _values(form: Any, stored: Model) -> dict[str, Any]:
    """A digest of what is stored for each field and child table of a form, by name."""
    columns = get_serializable_data_for_fields(stored)
    values = {name: columns[name] for name in form.fields if name in columns}
    for relation in stored._meta.many_to_many:
        if relation.name in form.fields:
            keys = [row.pk for row in relation.value_from_object(stored)]
            values[relation.name] = sorted(keys)
    for name in getattr(form, "formsets", ()):
        children = getattr(stored, name).all()
        values[name] = [get_serializable_data_for_fields(child) for child in children]
    newest = registry.get_logs_for_instance(stored).values_list("pk", flat=True).first()
    return {_LOG: newest} | {name: _digest(value) for name, value in values.items()}


def _language(stored: Model) -> dict[str, str]:
    return {_LANGUAGE: stored.locale.language_code} if hasattr(stored, "locale") else {}


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, default=str, sort_keys=True).encode()).hexdigest()[:16]


def _read(text: str) -> dict[str, Any]:
    """What a browser sent back; nothing where it is none of ours."""
    try:
        values = json.loads(text)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
