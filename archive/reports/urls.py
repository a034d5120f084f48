"""Where the reports are, and their lines in the menu."""

from __future__ import annotations

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .due import DueView
from .files import FilesView
from .gaps import GapsView
from .holdings import WHO, HoldingsView
from .links import LinksView
from .redirects import RedirectsView, may_see

urlpatterns = [
    path("reports/holdings/", HoldingsView.as_view(), name="archive_holdings"),
    path("reports/gaps/", GapsView.as_view(), name="archive_gaps"),
    path("reports/gaps/results/", GapsView.as_view(results_only=True), name="archive_gaps_results"),
    path("reports/needless-files/", FilesView.as_view(), name="archive_needless_files"),
    path("reports/links/", LinksView.as_view(), name="archive_broken_links"),
    path("reports/redirects/", RedirectsView.as_view(), name="archive_redirects"),
    path(
        "reports/redirects/results/",
        RedirectsView.as_view(results_only=True),
        name="archive_redirects_results",
    ),
    path("reports/due/", DueView.as_view(), name="archive_due"),
]


class ReportMenuItem(MenuItem):
    """For whoever works on pages."""

    def is_shown(self, request: Any) -> bool:
        return bool(HoldingsView.permission_policy.user_has_any_permission(request.user, WHO))


class RedirectsMenuItem(MenuItem):
    """For whoever keeps them."""

    def is_shown(self, request: Any) -> bool:
        return may_see(request.user)


def menu_items() -> list[MenuItem]:
    lines = [
        (_("Holdings"), "archive_holdings", "table"),
        (_("Gaps"), "archive_gaps", "warning"),
        (_("Files that nobody needs"), "archive_needless_files", "doc-full-inverse"),
        (_("Links that lead nowhere"), "archive_broken_links", "link"),
        (_("Due and expiring"), "archive_due", "time"),
        (_("Changes of many pages"), "archive_bulk_runs", "list-ul"),
    ]
    items: list[MenuItem] = [
        ReportMenuItem(label, reverse(name), name=name, icon_name=icon, order=1_100 + place)
        for place, (label, name, icon) in enumerate(lines)
    ]
    label, address = RedirectsView.page_title, reverse("archive_redirects")
    redirects = RedirectsMenuItem(
        label, address, name="archive_redirects", icon_name="redirect", order=1_100 + len(items)
    )
    return [*items, redirects]
