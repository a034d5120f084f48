"""Form fields for dates and times, typed as people of three languages do.

They are used everywhere in the admin: in forms of models, in filters of listings, and in the blocks
of a body, which name theirs. A test walks all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, TypeVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django_filters.fields import DateRangeField
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.blocks import DateBlock

from .dates import typed
from .dates.unclear import Unclear, gettext_noop

_Value = TypeVar("_Value")
_NO_TIME = gettext_noop("“%(typed)s” does not say at what time. Write both, as 2006-10-19 18:30.")


def understood(read: Callable[[str], _Value], text: str) -> _Value:
    """The typed value; raises ValidationError in the language of the admin."""
    try:
        return read(text)
    except Unclear as unclear:
        raise ValidationError(gettext(unclear.sentence) % unclear.words, code="invalid") from None


class DayField(forms.DateField):
    """A day of the calendar."""

    def to_python(self, value: Any) -> date | None:
        return super().to_python(_read(self.read, value))

    def read(self, text: str) -> date:
        return typed.day(text)


class TimeField(forms.TimeField):
    """A time of day."""

    def to_python(self, value: Any) -> time | None:
        return super().to_python(_read(typed.time_of_day, value))


class MomentField(forms.DateTimeField):
    """A day and a time; a day alone means its beginning."""

    def to_python(self, value: Any) -> datetime | None:
        return super().to_python(_read(self.read, value))

    def read(self, text: str) -> datetime:
        day, time_of_day = typed.moment(text)
        return datetime.combine(day, time_of_day or time.min)


class WallClockField(MomentField):
    """A moment in local time somewhere, without a time zone; the time is required."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> datetime | None:
        # UTC has every hour exactly once, so no typed time is refused or moved.
        with timezone.override("UTC"):
            moment = super().to_python(value)
        return moment.replace(tzinfo=None) if moment else None

    def read(self, text: str) -> datetime:
        if typed.moment(text)[1] is None:
            raise Unclear(_NO_TIME, typed=text)
        return super().read(text)


class DaysField(DateRangeField):
    """From one day to another; either may be open."""

    ends: tuple[type[DayField], type[DayField]] = (DayField, DayField)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = [end(required=False) for end in self.ends]


class FirstDayField(DayField):
    """The first day of a possibly inexact date: 1 January for “2006”."""

    def read(self, text: str) -> date:
        return typed.archive_date(text).start


class LastDayField(DayField):
    """The last day: the 28th for “2006-02”."""

    def read(self, text: str) -> date:
        return typed.archive_date(text).end


class DatesField(DaysField):
    """From the first day of one date to the last of another; either may be open."""

    ends = (FirstDayField, LastDayField)


class DatesFilter(django_filters.DateFromToRangeFilter):
    field_class = DatesField


class DayBlock(DateBlock):
    """A day in a body."""

    @cached_property
    def field(self) -> DayField:
        return DayField(widget=AdminDateInput(format=self.format), **self.field_options)


def stand_for_all() -> None:
    """Make forms of models and filters of listings use these fields, including Wagtail's."""
    for column, field, widget in [
        (models.DateField, DayField, AdminDateInput),
        (models.TimeField, TimeField, AdminTimeInput),
        (models.DateTimeField, MomentField, AdminDateTimeInput),
    ]:
        register_form_field_override(column, override={"form_class": field, "widget": widget})
    django_filters.DateFilter.field_class = DayField
    django_filters.TimeFilter.field_class = TimeField
    django_filters.DateTimeFilter.field_class = MomentField
    django_filters.DateFromToRangeFilter.field_class = DaysField


def _read(read: Callable[[str], _Value], value: Any) -> _Value | Any:
    return understood(read, value) if isinstance(value, str) and value.strip() else value
