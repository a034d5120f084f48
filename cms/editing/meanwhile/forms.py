"""Detects changes of a term, a file, an account or a setting while its form was open."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import nullcontext
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.http import HttpResponse, QueryDict
from django.utils.decorators import classonlymethod
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.models import get_serializable_data_for_fields
from wagtail.admin import messages
from wagtail.admin.panels import InlinePanel
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.views.generic import EditView
from wagtail.log_actions import registry

from .gone import KeepingFormView
from .lock import wait_for_forms_of
from .rows import make_anew

# the hidden field in `generic/form.html` with the values at the time of opening
KNOWN = "known_values"
_LOG = ""  # instead of a field's name: the newest entry of the history
_LANGUAGE = "-"  # likewise: the code of its language


def let_every_form_ask() -> None:
    """Put `AskingFormView` before each edit view of the admin that is given an address.

    Views are recognised by their class: Wagtail has no setting for this, and a list would be
    incomplete.
    """

    def as_view(cls: Any, **options: Any) -> Any:
        if not issubclass(cls, AskingFormView):
            words = {"__module__": cls.__module__, "__doc__": cls.__doc__}
            cls = type(cls.__name__, (AskingFormView, cls), words)
        return super(EditView, cls).as_view(**options)

    EditView.as_view = classonlymethod(as_view)


class AskingFormView(KeepingFormView):
    """An edit view that shows the form again, with all that was typed, if somebody saved first.

    The form contains the value of each field when it was opened, so any change is noticed: by
    another form, a merge or an import. Wagtail writes the whole row, so otherwise the last save
    would win.
    """

    request: Any
    args: Any
    kwargs: Any
    object: Any
    form: Any
    panel: Any
    _stored: dict[str, Any] | None = None  # if it differs from what the form was opened with

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._options = options

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)  # type: ignore[misc]
        if self._stored is not None:
            return context | {KNOWN: json.dumps(self._stored)}
        if self.form.is_bound:
            return context | {KNOWN: self.request.POST.get(KNOWN, "")}
        values = _values(context, self.form) | _language(self.form.instance)
        return context | {KNOWN: json.dumps(values)}

    def language_typed_in(self) -> str:
        return str(_read(self.request.POST.get(KNOWN, "")).get(_LANGUAGE, ""))

    def post(self, request: Any, *args: Any, **options: Any) -> HttpResponse:
        if not hasattr(self, "object"):
            self.object = self.get_object()  # type: ignore[attr-defined]
        make_anew(request, self.object)
        # In one transaction with what a view saves besides its form. But cleaning a file may take
        # minutes, during which nobody else could write.
        saving = nullcontext() if request.FILES else transaction.atomic()
        try:
            with saving:
                return super().post(request, *args, **options)  # type: ignore[misc]
        except _SavedMeanwhileError as meanwhile:
            self._stored = meanwhile.stored
            self._tell_of(meanwhile.changed, is_logged=meanwhile.is_logged)
        # The object has the typed values; the stored ones are shown beside the form.
        self.object = self.get_object()  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]

    def save_instance(self) -> Any:
        wait_for_forms_of(type(self.object), self.object.pk)
        stored = _read(self._opened_now().get_context_data()[KNOWN])
        opened = _read(self.request.POST.get(KNOWN, ""))
        changed = [name for name in stored if name != _LOG and stored[name] != opened.get(name)]
        if opened and changed:
            raise _SavedMeanwhileError(changed, stored, stored[_LOG] != opened.get(_LOG))
        return super().save_instance()  # type: ignore[misc]

    def _opened_now(self) -> Any:
        """The same view, as it would show the stored values now."""
        request = copy.copy(self.request)
        request.method, request.POST = "GET", QueryDict()
        view = type(self)(**self._options)
        view.setup(request, *self.args, **self.kwargs)
        view.object = view.get_object()  # type: ignore[attr-defined]
        return view

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
        sentences = [first, fields, choice]
        if self.request.FILES:
            sentences.append(_("Choose the file again: a browser cannot show it once more."))
        messages.warning(self.request, " ".join(sentences), buttons=[view])

    def _label(self, name: str) -> str:
        if name in self.form.fields:
            return str(self.form[name].label)
        panels = getattr(self, "edit_handler", None) or self.panel
        headings = (part.heading for part in _parts(panels) if part.relation_name == name)
        # Other forms on the page only have a prefix; Wagtail's headings name them.
        return str(next(headings, None) or _(capfirst(name.replace("_", " "))))


class _SavedMeanwhileError(Exception):
    """Which fields have changed, the stored object, and whether the history has the change."""

    def __init__(self, changed: list[str], stored: dict[str, Any], is_logged: bool) -> None:
        super().__init__()
        self.changed, self.stored, self.is_logged = changed, stored, is_logged


def _parts(panel: Any) -> Iterator[InlinePanel]:
    """The child tables of a form, in any of its tabs."""
    if isinstance(panel, InlinePanel):
        yield panel
    for child in getattr(panel, "children", ()):
        yield from _parts(child)


def _values(context: dict[str, Any], form: Any) -> dict[str, Any]:
    """A digest of each field and child table of a view, by name."""
    stored = form.instance
    columns = get_serializable_data_for_fields(stored)
    values = {name: columns[name] for name in form.fields if name in columns}
    for relation in stored._meta.many_to_many:
        if relation.name in form.fields:
            values[relation.name] = relation.value_from_object(stored)
    for name, field in form.fields.items():
        if name not in values and not field.widget.is_hidden:
            values[name] = form.get_initial_for_field(field, name)
    for name in getattr(form, "formsets", ()):
        children = getattr(stored, name).all()
        values[name] = [get_serializable_data_for_fields(child) for child in children]
    for beside in _beside(context):
        if isinstance(beside, BaseFormSet):
            values[beside.prefix] = [row.initial for row in beside.initial_forms]
        elif beside is not form:
            values |= beside.initial
    newest = registry.get_logs_for_instance(stored).values_list("pk", flat=True).first()
    return {_LOG: newest} | {name: _digest(value) for name, value in values.items()}


def _beside(context: dict[str, Any]) -> Iterator[BaseForm | BaseFormSet]:
    """The other forms that a view shows, and saves with its own."""
    for value in context.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, (BaseForm, BaseFormSet)):
                yield part


def _language(stored: Model) -> dict[str, str]:
    return {_LANGUAGE: stored.locale.language_code} if hasattr(stored, "locale") else {}


def _digest(value: Any) -> str:
    return sha256(json.dumps(_plain(value), default=str, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """Rows by primary key, in a stable order."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, (QuerySet, list, tuple)):
        parts = [_plain(part) for part in value]
        is_rows = any(isinstance(part, Model) for part in value)
        return sorted(parts, key=str) if is_rows else parts
    return value


def _read(text: str) -> dict[str, Any]:
    """The values that a browser sent back; empty if they are invalid."""
    try:
        values = json.loads(text)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
