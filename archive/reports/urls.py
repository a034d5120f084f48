"""The addresses of the reports, and their menu items."""

from __future__ import annotations

from django.urls import path
from wagtail.admin.menu import MenuItem

from archive.bulk.views import BulkRunsView

from .base import ReportMenuItem
from .dead_links import DeadLinksView
from .due import DueView
from .embargoes import EmbargoesView
from .files import FilesView
from .gaps import GapsView
from .holdings import HoldingsView
from .links import LinksView
from .not_cleared import NotClearedView
from .redirects import RedirectsView

urlpatterns = [
    path("reports/holdings/", HoldingsView.as_view(), name="archive_holdings"),
    path("reports/gaps/", GapsView.as_view(), name="archive_gaps"),
    path("reports/gaps/results/", GapsView.as_view(results_only=True), name="archive_gaps_results"),
    path("reports/needless-files/", FilesView.as_view(), name="archive_needless_files"),
    path("reports/links/", LinksView.as_view(), name="archive_broken_links"),
    path("reports/dead-links/", DeadLinksView.as_view(), name="archive_dead_links"),
    path("reports/no-longer-cleared/", NotClearedView.as_view(), name="archive_no_longer_cleared"),
    path("reports/redirects/", RedirectsView.as_view(), name="archive_redirects"),
    path(
        "reports/redirects/results/",
        RedirectsView.as_view(results_only=True),
        name="archive_redirects_results",
    ),
    path("reports/due/", DueView.as_view(), name="archive_due"),
    path("reports/embargoes/", EmbargoesView.as_view(), name="archive_embargoes"),
    path(
        "reports/embargoes/results/",
        EmbargoesView.as_view(results_only=True),
        name="archive_embargoes_results",
    ),
]


IN_MENU = {
    "archive_holdings": HoldingsView,
    "archive_gaps": GapsView,
    "archive_needless_files": FilesView,
    "archive_broken_links": LinksView,
    "archive_dead_links": DeadLinksView,
    "archive_due": DueView,
    "archive_no_longer_cleared": NotClearedView,
    "archive_embargoes": EmbargoesView,
    "archive_bulk_runs": BulkRunsView,
    "archive_redirects": RedirectsView,
}


def menu_items() -> list[MenuItem]:
    return [
        ReportMenuItem(view, name, order=1_100 + place)
        for place, (name, view) in enumerate(IN_MENU.items())
    ]
