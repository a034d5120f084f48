"""Admin reports: the runs of the WordPress import, and what each left to check."""

from __future__ import annotations

from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.apps import apps
from django.db.models import Count, Q, QuerySet
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from archive.markup.sentences import said
from archive.models import ImportRecord, ImportRun
from archive.reports.base import ListReportView, pages_of
from cms.numbers import number_in

from .codes import CODES
from .ids import id_there
from .sentences import first_sentences

NOTES_SHOWN = 5


class ImportRunsView(ListReportView):
    """Every run: which file, who, when, and its outcome."""

    model = ImportRun
    page_title = _("Imports")
    header_icon = "download"
    index_url_name = "archive_imports"
    index_results_url_name = "archive_imports_results"
    default_ordering = "-started_at"
    columns = [
        TitleColumn(
            "file_name",
            label=_("File"),
            get_url=lambda run: f"{reverse('archive_imported')}?run={run.pk}",
        ),
        Column("file_sha256", label=_("SHA-256"), accessor=lambda run: run.file_sha256[:12]),
        Column("site", label=_("Old site")),
        Column(
            "user", label=_("Started by"), accessor=lambda run: run.user or _("The command line")
        ),
        Column("started_at", label=_("Started")),
        Column("state", label=_("State"), accessor=lambda run: run.present_state.label),
        NumberColumn("posts", label=_("Items")),
        NumberColumn("with_losses", label=_("With losses")),
        NumberColumn("to_review", label=_("To review")),
    ]
    list_export = ["file_name", "file_sha256", "site", "started_at", "finished_at", "present_state"]
    export_headings = {"present_state": _("State")}
    custom_field_preprocess = {
        "present_state": dict.fromkeys(ReportView.FORMATS, lambda state: state.label)
    }

    def get_queryset(self) -> QuerySet[ImportRun]:
        visible_records = visible(self.request.user, "records__")
        self.queryset = ImportRun.objects.select_related("user").annotate(
            posts=Count("records", filter=visible_records),
            with_losses=Count("records", filter=visible_records & Q(records__has_losses=True)),
            to_review=Count("records", filter=visible_records & Q(records__needs_review=True)),
        )
        return super().get_queryset()


class ImportedFilterSet(WagtailFilterSet):
    """Filters by run and kind of note."""

    run = django_filters.ModelChoiceFilter(queryset=ImportRun.objects.all(), label=_("Import"))
    has_losses = django_filters.BooleanFilter(label=_("Has losses"))
    needs_review = django_filters.BooleanFilter(label=_("To review"))
    action = django_filters.MultipleChoiceFilter(
        choices=ImportRecord.Action.choices, label=_("What happened")
    )
    code = django_filters.ChoiceFilter(
        choices=lambda: sorted(meanings().items(), key=itemgetter(1)),
        method="with_code",
        label=_("Note"),
    )

    class Meta:
        model = ImportRecord
        fields = ["run", "has_losses", "needs_review", "action"]

    @staticmethod
    def with_code(records: QuerySet[ImportRecord], _name: str, code: str) -> QuerySet[ImportRecord]:
        """Records with a note of this code, in the JSON format of either database."""
        return records.filter(report__icontains=f'"code": "{code}"')


class ImportedView(ListReportView):
    """The items of a run, each with its page and what an editor should check."""

    model = ImportRecord
    template_name = "archive/imported.html"
    header_icon = "download"
    page_title = _("Imported posts")
    filterset_class = ImportedFilterSet
    index_url_name = "archive_imported"
    index_results_url_name = "archive_imported_results"
    default_ordering = "pk"
    is_searchable = True
    search_fields = ["title", "old_address"]
    columns = [
        TitleColumn(
            "title", label=_("Title"), accessor=str, get_url=lambda record: edit_url(record)
        ),
        Column("source_id", label=_("ID there"), accessor=lambda one: id_there(one.source_id)),
        Column("action", label=_("What happened"), accessor=lambda one: one.get_action_display()),
        Column("type", label=_("Type"), accessor=lambda one: type_of(one)),
        Column("notes", label=_("To look at"), accessor=lambda one: notes_of(one)),
    ]
    list_export = ["source_id", "kind", "title", "old_address", "action", "has_losses", "report"]
    export_headings = {"report": _("To look at")}
    custom_field_preprocess = {
        "report": dict.fromkeys(ReportView.FORMATS, lambda report: "\n".join(lines_of(report)))
    }

    def get_queryset(self) -> QuerySet[ImportRecord]:
        records = ImportRecord.objects.select_related("page", "run")
        self.queryset = records.filter(visible(self.request.user))
        return super().get_queryset()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        key = number_in(self.request.GET.get("run", "")) or 0
        run = ImportRun.objects.filter(pk=key).first()
        # They name and count pages: shown only to those who work on all.
        if run and run.summary and works_on_all(self.request.user):
            kwargs |= {"sentences": list(first_sentences(run.summary)), "codes": codes_of(run)}
            kwargs["notes"] = [translated(note) for note in run.summary.get("notes", [])]
        return super().get_context_data(*args, **kwargs)


def works_on_all(user: Any) -> bool:
    return bool(pages_of(user).filter(depth=1).exists())


def visible(user: Any, prefix: str = "") -> Q:
    """The records whose pages a user may work on;

    those without a page only for users with all pages.
    """
    if works_on_all(user):
        return Q(**{f"{prefix}pk__isnull": False})
    return Q(**{f"{prefix}page__in": pages_of(user)})


def edit_url(record: ImportRecord) -> str | None:
    return reverse("wagtailadmin_pages:edit", args=[record.page_id]) if record.page_id else None


def codes_of(run: ImportRun) -> list[dict[str, Any]]:
    """The meanings of a run's notes, each with the address of the items that have it."""
    address, meaning_of = reverse("archive_imported"), meanings()
    return [
        {
            "address": f"{address}?{urlencode({'run': run.pk, 'code': code})}",
            "meaning": meaning_of.get(code, code),
            "items": items,
        }
        for code, items in run.summary.get("codes", {}).items()
    ]


def meanings() -> dict[str, str]:
    """The meanings of note codes, in the current language."""
    return {code: gettext(text) for code, text in CODES.items()}


def type_of(record: ImportRecord) -> str:
    """Type and reason: "Letter: The title says “Open Letter”."."""
    report = record.report
    name = capfirst(apps.get_model(report["type"])._meta.verbose_name) if report.get("type") else ""
    why = translated(report.get("reason") or {"text": report.get("why", "")})
    if not (name and why):
        return name or why
    return gettext("%(type)s: %(reason)s") % {"type": name, "reason": why}


def lines_of(report: dict[str, Any]) -> list[str]:
    lost, to_review = (map(translated, report.get(name, [])) for name in ("losses", "toReview"))
    return [*(gettext("Lost: %(value)s") % {"value": line} for line in lost), *to_review]


def translated(sentence: dict[str, Any]) -> str:
    """A message of a report in the current language."""
    return said(sentence, gettext, get_language() or "en")


def notes_of(record: ImportRecord) -> str:
    lines = lines_of(record.report)
    items = format_html_join("", "<li>{}</li>", ([line] for line in lines[:NOTES_SHOWN]))
    count_left = len(lines) - NOTES_SHOWN
    last_line = (
        format_html("<li>{}</li>", _("and %(count)d more") % {"count": count_left})
        if count_left > 0
        else ""
    )
    return format_html("<ul>{}{}</ul>", items, last_line) if lines else ""


urlpatterns = [
    path("reports/imports/", ImportRunsView.as_view(), name="archive_imports"),
    path(
        "reports/imports/results/",
        ImportRunsView.as_view(results_only=True),
        name="archive_imports_results",
    ),
    path("reports/imported/", ImportedView.as_view(), name="archive_imported"),
    path(
        "reports/imported/results/",
        ImportedView.as_view(results_only=True),
        name="archive_imported_results",
    ),
]
