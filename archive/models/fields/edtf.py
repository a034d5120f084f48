"""A column for dates that may be known only to the month or the year."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from archive.dates import ArchiveDate


def validate_edtf(text: str) -> None:
    """Refuse what is no date, with a sentence for the editor."""
    try:
        ArchiveDate.parse(text)
    except ValueError as error:
        raise ValidationError(str(error), code="edtf") from error


class EdtfField(models.CharField):
    """The text of a date in the Extended Date/Time Format; `ArchiveDate.parse` reads it."""

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": 40, **options})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return ArchiveDate.parse(text).edtf if text else text
        except ValueError:
            return text  # the validator says what is wrong with it
