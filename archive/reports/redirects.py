"""Which redirects readers use, and which were never used."""

from __future__ import annotations

import django_filters
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.contrib.redirects.models import Redirect
from wagtail.permissions import policy_registry

from .base import ListReportView


class RedirectsFilterSet(WagtailFilterSet):
    """Filters by whether a reader ever used it."""

    unused = django_filters.BooleanFilter(
        field_name="use", lookup_expr="isnull", label=_("Never used")
    )

    class Meta:
        model = Redirect
        fields = ["unused"]


class RedirectsView(ListReportView):
    """A list linked to each redirect, the most recently used first."""

    model = Redirect
    page_title = _("Redirects used and never used")
    header_icon = "redirect"
    permission_policy = policy_registry.get_by_type(Redirect)
    any_permission_required = ["add", "change", "delete"]
    filterset_class = RedirectsFilterSet
    index_url_name = "archive_redirects"
    index_results_url_name = "archive_redirects_results"
    columns = [
        TitleColumn(
            "old_path",
            label=_("From"),
            get_url=lambda redirect: reverse("wagtailredirects:edit", args=[redirect.pk]),
        ),
        Column("site", label=_("Site"), accessor=lambda row: row.site or _("All sites")),
        Column("last_used_on", label=_("Last used"), accessor=lambda row: row.last or _("Never")),
    ]
    list_export = ["old_path", "site", "last"]
    export_headings = {"last": _("Last used")}

    def get_queryset(self) -> QuerySet[Redirect]:
        redirects = Redirect.objects.select_related("site").annotate(last=F("use__last_used_on"))
        self.queryset = redirects.order_by(F("last").desc(nulls_last=True), "old_path")
        return super().get_queryset()
