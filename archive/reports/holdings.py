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
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from archive.models import EntryPage
from cms.record.models import PublicObject
from cms.record.policy import seen_by

WHO = ["add", "change", "publish"]  # of pages, anywhere


@dataclass(frozen=True)
class Holding:
    """Documents that have something in common."""

    name: str
    count: int
    public: int
    percent: int  # of the largest of its table, for the chart


class Table(NamedTuple):
    heading: Any
    rows: list[Holding]


def entries_of(user: Any) -> QuerySet[EntryPage]:
    """The documents that an account may work on."""
    pages = PagePermissionPolicy(Page).instances_user_has_any_permission_for(user, WHO)
    return EntryPage.objects.filter(pk__in=pages.values("pk")).order_by()


def is_public() -> Q:
    """Readers see it now."""
    return Q(pk__in=PublicObject.objects.pages().values("key"))


def tables(entries: QuerySet[EntryPage], user: Any) -> list[Table]:
    """By type, year and section; a section that the account does not see has no name."""
    above = Substr("path", Value(1), Length("path") - Value(Page.steplen))
    years = _counted(entries.values_list(Substr("date_sort", 1, 4)))
    sections = _counted(entries.values_list(above))
    visible = Page.objects.filter(seen_by(user), path__in=sections)
    titles = dict.fromkeys(sections, _("Elsewhere")) | dict(visible.values_list("path", "title"))
    return [
        Table(_("By type"), by_type(entries)),
        Table(_("By year"), _rows(dict(sorted(years.items())), {})),
        Table(_("By section"), _rows(dict(sorted(sections.items())), titles)),
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


class OnePageReportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A report on one page, for whoever works on pages."""

    permission_policy = PagePermissionPolicy(Page)
    any_permission_required = WHO

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class HoldingsView(OnePageReportView):
    """Tables, each row with its bar."""

    page_title = gettext_lazy("Holdings")
    header_icon = "table"
    template_name = "archive/holdings.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        entries = entries_of(self.request.user)
        public = entries.filter(is_public()).count()
        return super().get_context_data(
            tables=tables(entries, self.request.user),
            count=entries.count(),
            public=public,
            **options,
        )
