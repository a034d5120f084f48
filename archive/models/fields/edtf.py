"""A column for dates, some of which are known only to the month or the year."""

from __future__ import annotations

from typing import Any

from django.db import models

from archive.date_fields import understood
from archive.dates.typed import archive_date
from archive.dates.unclear import Unclear


def validate_edtf(text: str) -> None:
    """Refuse a text that is not a date, with a message for the editor."""
    understood(archive_date, text)


class EdtfField(models.CharField):
    """The text of a date in the Extended Date/Time Format; `ArchiveDate.parse` reads it."""

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": 40, **options})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return archive_date(text).edtf if text else text
        except Unclear:
            return text  # the validator reports what is wrong
