"""Forms of the admin that ask more than a column can."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateTimeInput


class EntryForm(WagtailAdminPageForm):
    """Asks for everything that readers need once the document is published, not in a draft."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if categories := self.fields.get("categories"):
            chosen = [category.pk for category in self.instance.categories.all()]
            own = Q(locale=self.instance.locale_id) | Q(pk__in=chosen)
            categories.queryset = categories.queryset.filter(own)

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation:
            for name, sentence in self.instance.missing_for_readers().items():
                if name in self.fields:  # what is missing in child rows is their formset's to say
                    self.add_error(name, sentence)


class WallClockField(forms.DateTimeField):
    """A time as a clock shows it somewhere, without a time zone."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> datetime | None:
        # UTC has every hour exactly once, so no time that is typed is refused or moved.
        with timezone.override("UTC"):
            moment = super().to_python(value)
        return moment.replace(tzinfo=None) if moment else None


class ScreeningForm(WagtailAdminModelForm):
    """Takes the time of a screening as the clock at the venue shows it."""

    starts_at = WallClockField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        column, field = self.instance._meta.get_field("starts_at"), self.fields["starts_at"]
        field.label, field.help_text = capfirst(column.verbose_name), column.help_text
        if self.instance.starts_at:
            self.initial["starts_at"] = self.instance.local_start.replace(tzinfo=None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, zone = cleaned.get("starts_at"), cleaned.get("time_zone")
        if start and zone in available_timezones():  # else the column's validator says so
            cleaned["starts_at"] = start.replace(tzinfo=ZoneInfo(zone))
        return cleaned
