from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .entry import EntryPage


class InFiscalYear(EntryPage):
    """A page about one fiscal year; each name stands for one span, and spans do not overlap."""

    fiscal_year_label = models.CharField(
        _("fiscal year label"),
        max_length=40,
        help_text=_("What the fiscal year is called, “FY 2005-2006”; one name means one span."),
    )
    # A draft may lack the two days; they are required before it is published.
    fiscal_year_starts_on = models.DateField(
        _("fiscal year starts on"),
        null=True,
        help_text=_("The first day of the fiscal year, 2005-04-01."),
    )
    fiscal_year_ends_on = models.DateField(
        _("fiscal year ends on"),
        null=True,
        help_text=_("The last day of the fiscal year, 2006-03-31."),
    )

    class Meta:
        abstract = True

    def known_at_first(self) -> dict[str, Any]:
        """The current year, modelled on the last public report in the language, if there is one."""
        reports = type(self)._default_manager.filter(live=True, locale=self.locale_id)
        last: Any = reports.order_by("fiscal_year_starts_on").last()
        if last is None:
            return super().known_at_first()
        starts_on = _latest(last.fiscal_year_starts_on, timezone.localdate())
        ends_on = _in_year(last.fiscal_year_starts_on, starts_on.year + 1) - timedelta(days=1)
        return super().known_at_first() | {
            "fiscal_year_label": _renamed(last, starts_on.year, ends_on.year),
            "fiscal_year_starts_on": starts_on,
            "fiscal_year_ends_on": ends_on,
        }

    def clean(self) -> None:
        super().clean()
        if not (self.fiscal_year_starts_on and self.fiscal_year_ends_on):
            return
        if self.fiscal_year_ends_on < self.fiscal_year_starts_on:
            raise ValidationError(
                {
                    "fiscal_year_ends_on": _(
                        "The fiscal year ends before it starts: swap the two days."
                    )
                }
            )
        if self.fiscal_year_label:
            self._refuse_other_span()
            self._refuse_overlap()

    def _refuse_other_span(self) -> None:
        same_label = self._others().filter(fiscal_year_label__iexact=self.fiscal_year_label)
        if other := same_label.exclude(self._same_span()).first():
            raise ValidationError(
                {
                    "fiscal_year_label": _(
                        "“%(title)s” calls another span %(fiscal_year_label)s: "
                        "%(fiscal_year_starts_on)s to %(fiscal_year_ends_on)s. Give this "
                        "fiscal year another name, or mend the days."
                    )
                    % {
                        "title": other.title,
                        "fiscal_year_label": other.fiscal_year_label,
                        "fiscal_year_starts_on": other.fiscal_year_starts_on,
                        "fiscal_year_ends_on": other.fiscal_year_ends_on,
                    }
                }
            )

    def _refuse_overlap(self) -> None:
        overlapping = self._others().filter(
            fiscal_year_starts_on__lte=self.fiscal_year_ends_on,
            fiscal_year_ends_on__gte=self.fiscal_year_starts_on,
        )
        # Another language has another name for the same year.
        named_apart = ~Q(fiscal_year_label__iexact=self.fiscal_year_label) & (
            Q(locale=self.locale_id) | ~self._same_span()
        )
        if other := overlapping.filter(named_apart).first():
            raise ValidationError(
                {
                    "fiscal_year_starts_on": _(
                        "This fiscal year overlaps that of “%(title)s”, %(fiscal_year_label)s: "
                        "%(fiscal_year_starts_on)s to %(fiscal_year_ends_on)s."
                    )
                    % {
                        "title": other.title,
                        "fiscal_year_label": other.fiscal_year_label,
                        "fiscal_year_starts_on": other.fiscal_year_starts_on,
                        "fiscal_year_ends_on": other.fiscal_year_ends_on,
                    }
                }
            )

    def _others(self) -> models.QuerySet:
        """Other reports, apart from translations of this one."""
        reports = type(self)._default_manager.filter(
            fiscal_year_starts_on__isnull=False, fiscal_year_ends_on__isnull=False
        )
        return reports.exclude(pk=self.pk).exclude(translation_key=self.translation_key)

    def _same_span(self) -> Q:
        return Q(
            fiscal_year_starts_on=self.fiscal_year_starts_on,
            fiscal_year_ends_on=self.fiscal_year_ends_on,
        )


def _in_year(day: date, year: int) -> date:
    """The same day of another year; 1 March if it has no 29 February."""
    return date(year, day.month, 1) + timedelta(days=day.day - 1)


def _latest(day: date, today: date) -> date:
    """The last occurrence of this day of the year."""
    this_year = _in_year(day, today.year)
    return this_year if this_year <= today else _in_year(day, today.year - 1)


def _renamed(report: Any, first: int, last: int) -> str:
    """A report's fiscal year name for another year; empty if it lacks the first year."""
    years = {
        f"{report.fiscal_year_ends_on.year % 100:02}": f"{last % 100:02}",  # FY 2005-06
        str(report.fiscal_year_ends_on.year): str(last),
        str(report.fiscal_year_starts_on.year): str(first),
    }
    words = re.findall(r"\d+|\D+", report.fiscal_year_label)
    if str(report.fiscal_year_starts_on.year) not in words:
        return ""
    return "".join(years.get(word, word) for word in words)
