from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.dates import ArchiveDate
from archive.dates.typed import archive_date
from archive.models.fields.edtf import EdtfField


class Dated(models.Model):
    """A page with a date as exact as it is known, and the columns that lists sort and filter by."""

    date = EdtfField(
        _("date"),
        db_index=False,
        help_text=_(
            "When the document was made, as exactly as it is known: 2006-10-19, 2006-10, "
            "2006, or a span, 2005-12-08/2005-12-10. This is not the day it was put online."
        ),
    )
    # A reference code contains the year, so even a draft has a date.
    date.required_on_save = True  # type: ignore[attr-defined]
    date_begins_on = models.DateField(
        editable=False, blank=True, db_index=True, help_text="The first day that the date can mean."
    )
    date_ends_on = models.DateField(
        editable=False, blank=True, db_index=True, help_text="The last day that the date can mean."
    )
    date_precision = models.CharField(
        max_length=5,
        editable=False,
        blank=True,
        help_text="How exactly the date is known: “day”, “month”, “year” or “range”.",
    )
    date_sort = models.CharField(
        max_length=16,
        editable=False,
        blank=True,
        db_index=True,
        help_text="Sorts documents by time, whatever the precision of their dates.",
    )

    class Meta:
        abstract = True

    @property
    def archive_date(self) -> ArchiveDate:
        return archive_date(self.date)

    def derive_date_columns(self) -> None:
        """Fill the columns derived from the date; raises ValidationError if there is none."""
        try:
            date = self.archive_date
        except ValueError as error:
            raise ValidationError({"date": str(error)}) from error
        self.date, self.date_sort = date.edtf, date.sort_key
        self.date_begins_on, self.date_ends_on = date.start, date.end
        self.date_precision = date.precision

    def save(self, *args: Any, **options: Any) -> None:
        self.derive_date_columns()
        super().save(*args, **options)
