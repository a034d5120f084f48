"""Documents that lack what readers need to find them."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from archive.lacking.conditions import WITHOUT_ALTERNATIVE_TEXT, WITHOUT_CATEGORY
from archive.models import EntryPage
from archive.search.admin.words import code_of

from .base import ListReportView, entries_of

GAPS: dict[str, tuple[Any, Q]] = {
    "alternative_text": (_("No alternative text"), WITHOUT_ALTERNATIVE_TEXT),
    "category": (_("No category"), WITHOUT_CATEGORY),
    "date": (_("Only the year is known"), Q(date_precision="year")),
}


class GapsFilterSet(WagtailFilterSet):
    """Filters by what is missing, and by visibility."""

    gap = django_filters.ChoiceFilter(
        label=_("Lacks"),
        choices=[(name, label) for name, (label, _condition) in GAPS.items()],
        method="lacking",
    )
    live = django_filters.BooleanFilter(label=_("Public"))

    class Meta:
        model = EntryPage
        fields = ["gap", "live"]

    def lacking(self, entries: QuerySet[EntryPage], _name: str, gap: str) -> QuerySet[EntryPage]:
        return entries.filter(GAPS[gap][1])


class GapsView(ListReportView):
    """A list linked to each document."""

    model = EntryPage
    page_title = _("Gaps")
    header_icon = "warning"
    filterset_class = GapsFilterSet
    index_url_name = "archive_gaps"
    index_results_url_name = "archive_gaps_results"
    default_ordering = "date_sort"
    columns = [
        TitleColumn(
            "title",
            label=_("Title"),
            get_url=lambda entry: reverse("wagtailadmin_pages:edit", args=[entry.pk]),
            sort_key="title",
        ),
        Column("code", _("Reference code"), accessor=code_of, sort_key="reference_code"),
        Column("date", label=_("Date"), sort_key="date_sort"),
        Column("lacks", label=_("Lacks"), accessor=lambda entry: ", ".join(entry.lacks)),
        # In words: Wagtail's column of marks says "True" to a screen reader in every language.
        Column(
            "live", label=_("Public"), accessor=lambda entry: _("Yes") if entry.live else _("No")
        ),
    ]
    list_export = ["reference_code", "title", "date", "live"]

    def get_queryset(self) -> QuerySet[EntryPage]:
        lacking = reduce(or_, (condition for _label, condition in GAPS.values()))
        self.queryset = entries_of(self.request.user).filter(lacking)
        return super().get_queryset()

    def decorate_paginated_queryset(self, entries: Any) -> list[EntryPage]:
        """With what each lacks: asked of one page of the list, as it costs a search of each."""
        listed = list(super().decorate_paginated_queryset(entries))
        keys = [entry.pk for entry in listed]
        lacking = {
            label: set(EntryPage.objects.filter(gap, pk__in=keys).values_list("pk", flat=True))
            for label, gap in GAPS.values()
        }
        for entry in listed:
            entry.lacks = [str(label) for label in lacking if entry.pk in lacking[label]]
        return listed
