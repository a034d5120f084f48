"""The form that asks what kind of change a change to a public document is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, linebreaks
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms import richtext
from cms.record.models import PublicObject

from . import Change

KIND_IS_MISSING = _("Readers can see this document: say what the change is.")
_NOTE_IS_MISSING = _("Say to readers what was wrong, or what has happened since.")
_NOTE_OF_MINOR = _(
    "Readers are told nothing of a minor change: empty the note, or say what the change is."
)


def refuse_unclear(kind: str, words: str) -> None:
    """Raise ValidationError, by field, if the answer is not complete."""
    if not kind:
        raise ValidationError({"change_kind": KIND_IS_MISSING})
    if kind == Change.MINOR and words:
        raise ValidationError({"change_note": _NOTE_OF_MINOR})
    if kind != Change.MINOR and not words:
        raise ValidationError({"change_note": _NOTE_IS_MISSING})


class ChangeForm(WagtailAdminPageForm):
    """Asks when a public document is published or submitted, but not for a draft."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if field := self.fields.get("change_kind"):
            field.choices = Change.choices
            public = PublicObject.objects.pages().filter(key=self.instance.pk)
            if not public.exists():
                del self.fields["change_kind"], self.fields["change_note"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "change_kind" in self.fields and not self.is_deferred_validation:
            words = richtext.text(cleaned.get("change_note") or "").strip()
            try:
                refuse_unclear(cleaned.get("change_kind", ""), words)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


class ManyChangesForm(forms.Form):
    """Asks the same once for many documents."""

    change_kind = forms.ChoiceField(
        label=_("What these changes are"),
        choices=Change.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Of documents that readers can see and whose drafts do not say it themselves."),
    )
    change_note = forms.CharField(
        label=_("Note for readers"), required=False, widget=forms.Textarea({"rows": 2})
    )
    include_descendants = forms.BooleanField(required=False, label=_("Include subpages"))

    must_say = True  # whether any of the documents lacks an answer

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.must_say:
            refuse_unclear(cleaned.get("change_kind", ""), cleaned.get("change_note", ""))
        return cleaned

    @property
    def note(self) -> str:
        """The note as rich text, as documents store it."""
        return linebreaks(format_html("{}", self.cleaned_data["change_note"]))
