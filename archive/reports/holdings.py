"""How many documents there are, by type, year and section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Length, Substr
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from archive.models import EntryPage
from cms.admin_visibility.policy import seen_by
from cms.record.models import PublicObject

from .base import OnePageReportView, entries_of


@dataclass(frozen=True)
class Holding:
    """Documents that have something in common."""

    name: str
    count: int
    public: int
    percent: int  # of the largest row of its table, for the chart


class Table(NamedTuple):
    heading: Any
    column: Any  # what names a row
    rows: list[Holding]


def is_public() -> Q:
    """The condition that readers see it now."""
    return Q(pk__in=PublicObject.objects.pages().values("key"))


def tables(entries: QuerySet[EntryPage], user: Any) -> list[Table]:
    """Tables by type, year and section; sections that the account does not see have no name."""
    above = Substr("path", Value(1), Length("path") - Value(Page.steplen))
    years = _counted(entries.values_list(Substr("date_sort", 1, 4)))
    sections = _counted(entries.values_list(above))
    visible = Page.objects.filter(seen_by(user), path__in=sections)
    titles = dict.fromkeys(sections, _("Elsewhere")) | dict(visible.values_list("path", "title"))
    return [
        Table(_("By type"), _("Type"), by_type(entries)),
        Table(_("By year"), _("Year"), _rows(dict(sorted(years.items())), {})),
        Table(_("By section"), _("Section"), _rows(dict(sorted(sections.items())), titles)),
    ]


def by_type(entries: QuerySet[EntryPage]) -> list[Holding]:
    types = _counted(entries.values_list("content_type"))
    return _rows(types, {key: _type_name(key) for key in types})


def _type_name(key: int) -> str:
    model: Any = ContentType.objects.get_for_id(key).model_class()
    return capfirst(str(model._meta.verbose_name))


def _counted(keys: Any) -> dict[Any, tuple[int, int]]:
    counted = keys.annotate(count=Count("pk"), public=Count("pk", filter=is_public()))
    return {key: (count, public) for key, count, public in counted}


def _rows(counts: dict[Any, tuple[int, int]], names: dict[Any, str]) -> list[Holding]:
    most = max((count for count, _public in counts.values()), default=1)
    return [
        Holding(names.get(key, str(key)), count, public, round(100 * count / most))
        for key, (count, public) in counts.items()
    ]


class HoldingsView(OnePageReportView):
    """Tables, each row with its bar."""

    page_title = gettext_lazy("Holdings")
    header_icon = "table"
    template_name = "archive/holdings.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        counted = tables(entries_of(self.request.user), self.request.user)
        by_type = counted[0].rows  # each document has one type
        return super().get_context_data(
            tables=counted,
            count=sum(row.count for row in by_type),
            public=sum(row.public for row in by_type),
            **options,
        )
