"""Forms for closing something and for opening it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from archive.date_fields import DayField, LastDayField

from .models import Embargo
from .terms import AtEnd, Terms


class EmbargoForm(forms.Form):
    """Asks for the last day, what happens then, and why; `former` are the current terms."""

    ends_on = LastDayField(required=False, widget=AdminDateInput)
    review_on = DayField(required=False, widget=AdminDateInput)
    at_end = forms.ChoiceField(choices=AtEnd, initial=AtEnd.ASK, widget=forms.RadioSelect)
    reason = forms.CharField(widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, former: Terms | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.former = former
        for name in EmbargoForm.base_fields:
            column: Any = Embargo._meta.get_field(name)
            self.fields[name].label = capfirst(column.verbose_name)
            self.fields[name].help_text = column.help_text

    def clean_ends_on(self) -> date | None:
        return self._to_come("ends_on")

    def clean_review_on(self) -> date | None:
        return self._to_come("review_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["ends_on"]:
            if cleaned["at_end"] == AtEnd.OPEN:
                self.add_error("ends_on", _("Say after which day it opens by itself."))
            elif not cleaned["review_on"]:
                self.add_error("review_on", _("Without a last day, say when to think again."))
        return cleaned

    @property
    def terms(self) -> Terms:
        return Terms(*(self.cleaned_data[name] for name in Terms._fields))

    def _to_come(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        is_kept = self.former is not None and day == getattr(self.former, name)
        if day and day < timezone.localdate() and not is_kept:
            raise forms.ValidationError(_("This day is over."))
        return day


class OneEmbargoForm(EmbargoForm):
    """The same for one thing; users with the permission can also shorten and lift it."""

    because = forms.CharField(
        label=_("Why it opens sooner"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Kept in the log with your name; needed to lift or shorten it."),
    )

    def __init__(self, *args: Any, may_lift: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_lift:
            del self.fields["because"]
