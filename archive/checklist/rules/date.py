from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.checklist.rule import Fault, Rule
from archive.dates import ArchiveDate


class Date(Rule):
    """The date is that of the document, not of a plan, and as exact as it is known."""

    name = "date"

    def faults(self, draft: Any) -> Iterator[Fault]:
        if not draft.date:
            yield Fault(_("The document has no date."), "date")
            return
        try:
            date = ArchiveDate.parse(draft.date)
        except ValueError as error:
            yield Fault(str(error), "date")
            return
        if date.start > timezone.localdate():
            yield Fault(_("The document's date is still to come."), "date")
        elif date.precision == "year":
            yield Fault(_("Of the document's date only the year is said."), "date")
