"""The outcome of a run for each page, with *Undo*."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn

from archive.models import BulkRun, BulkRunPage
from archive.reports.base import ListReportView, OnePageReportView

from . import runs
from .actions import tell_of
from .changes import CHANGES

State = BulkRunPage.State
LISTED = 100  # pages of a run at once


def runs_of(user: Any) -> QuerySet[BulkRun]:
    """The runs that the account started; they name pages that others may not see."""
    return BulkRun.objects.all() if user.is_superuser else BulkRun.objects.filter(user=user)


def words_of(run: BulkRun) -> str:
    words = CHANGES[run.change].words(run.options)
    return gettext("Undo: {change}").format(change=words) if run.undoes_id else words


class BulkRunsView(ListReportView):
    """Lists the changes of many pages that an account started."""

    model = BulkRun
    page_title = _("Changes of many pages")
    header_icon = "list-ul"
    index_url_name = "archive_bulk_runs"
    index_results_url_name = "archive_bulk_runs_results"
    default_ordering = "-started_at"
    columns = [
        TitleColumn(
            "change",
            label=_("What is done"),
            accessor=words_of,
            get_url=lambda run: reverse("archive_bulk_run", args=[run.pk]),
        ),
        Column("user", label=_("Started by")),
        Column("started_at", label=_("Started")),
        Column("finished_at", label=_("Ended")),
        NumberColumn("done", label=State.DONE.label),
        NumberColumn("refused", label=State.REFUSED.label),
    ]
    list_export = ["change", "user", "started_at", "finished_at", "done", "refused"]

    def get_queryset(self) -> QuerySet[BulkRun]:
        self.queryset = (
            runs_of(self.request.user)
            .select_related("user")
            .annotate(
                done=Count("pages", filter=Q(pages__state=State.DONE)),
                refused=Count("pages", filter=Q(pages__state=State.REFUSED)),
            )
        )
        return super().get_queryset()


class BulkRunView(OnePageReportView):
    """Shows the progress of a run, which pages were left unchanged and why, and *Undo*."""

    header_icon = "list-ul"
    template_name = "archive/bulk/run.html"

    @cached_property
    def run(self) -> BulkRun:
        return get_object_or_404(runs_of(self.request.user), pk=self.kwargs["pk"])

    @property
    def page_title(self) -> str:
        return words_of(self.run)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        counts = dict(self.run.pages.order_by().values_list("state").annotate(Count("pk")))
        total, waiting = sum(counts.values()), counts.get(State.PENDING, 0)
        # What was refused comes first: reverse order of the states' names.
        rows = self.run.pages.exclude(state=State.PENDING).order_by("-state", "pk")
        pages = Paginator(rows.select_related("page"), LISTED)
        return super().get_context_data(
            run=self.run,
            counts=[(state.label, counts[state]) for state in State if state in counts],
            total=total,
            gone_through=total - waiting,
            pages=pages.get_page(self.request.GET.get("p")),
            can_be_undone=runs.can_be_undone(self.run),
            undone_by=BulkRun.objects.filter(undoes=self.run).first(),
            **options,
        )

    def post(self, request: HttpRequest, **_options: Any) -> HttpResponse:
        """Undo it."""
        if not runs.can_be_undone(self.run):
            raise PermissionDenied
        undoing = runs.begin_undoing(self.run, request.user)
        address = reverse("archive_bulk_run", args=[undoing.pk])
        runs.go_on_at_once(undoing)
        if undoing.finished_at:
            tell_of(request, undoing, address)
        return redirect(address)


urlpatterns = [
    path("archive/bulk/", BulkRunsView.as_view(), name="archive_bulk_runs"),
    path(
        "archive/bulk/results/",
        BulkRunsView.as_view(results_only=True),
        name="archive_bulk_runs_results",
    ),
    path("archive/bulk/<int:pk>/", BulkRunView.as_view(), name="archive_bulk_run"),
]
