"""The terms of an embargo: its last day, and what happens then; which of two is stricter."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AtEnd(TextChoices):
    """What happens once the last day has passed."""

    ASK = "ASK", _("It asks: it stays closed until somebody opens it")
    OPEN = "OPEN", _("It opens by itself, where nothing else keeps it closed")


class Terms(NamedTuple):
    """The last day (None if only somebody can open it), and the day to review it."""

    ends_on: date | None
    review_on: date | None
    at_end: str = AtEnd.ASK

    @property
    def ends_at(self) -> datetime | None:
        """The first moment after the last day, in the archive's time zone."""
        if self.ends_on is None:
            return None
        midnight = datetime.combine(self.ends_on + timedelta(days=1), time.min)
        return timezone.make_aware(midnight, timezone.get_default_timezone())

    def opens_by(self, at: datetime) -> bool:
        """Whether it opens automatically at or before this time."""
        return bool(self.at_end == AtEnd.OPEN and self.ends_at and self.ends_at <= at)

    def loosens(self, other: Terms) -> bool:
        """Whether something could open sooner under these terms than under the others."""
        is_sooner = _last(self) < _last(other)
        return is_sooner or (self.at_end == AtEnd.OPEN and other.at_end == AtEnd.ASK)

    def joined(self, other: Terms) -> Terms:
        """The stricter value of each; the earlier review day."""
        today = timezone.localdate()
        days = [day for day in (self.review_on, other.review_on) if day]
        to_come = [day for day in days if day >= today]
        return Terms(
            max(self, other, key=_last).ends_on,
            min(to_come or days, default=None),
            AtEnd.ASK if AtEnd.ASK in (self.at_end, other.at_end) else AtEnd.OPEN,
        )


def _last(terms: Terms) -> date:
    return terms.ends_on or date.max
