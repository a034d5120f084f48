"""The list of a section's contents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.ordering import SetPagePositionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from archive.bulk.matched import MatchedOnce, keys_of
from archive.models import ArchiveSectionPage
from archive.translating.states import read_translations
from cms.editing.facts import read_facts

from .columns import (
    COLUMNS,
    categories_of,
    date_of,
    language_of,
    read_categories,
    shown_code_of,
    translations_of,
)
from .filters import DocumentFilterSet


def updated_at(page: Page) -> str:
    """In the server's local time, so that a spreadsheet sorts it."""
    at = page.latest_revision_created_at
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


MOST_TO_REORDER = 500  # pages that Wagtail shows at once, each with its actions
EXPORTED_AT_ONCE = 500
EXPORTED = {
    "title": (_("Title"), lambda page: page.get_admin_display_title()),
    "code": (_("Code"), shown_code_of),
    "type": (_("Type"), lambda page: page.page_type_display_name),
    "kind": (_("Kind"), lambda page: getattr(page, "get_kind_display", str)()),
    "date": (_("Date"), lambda page: getattr(page, "date", "")),
    "shown_date": (_("Date as readers see it"), date_of),
    "precision": (_("Precision"), lambda page: getattr(page, "date_precision", "")),
    "categories": (_("Categories"), categories_of),
    "language": (_("Language"), language_of),
    "translations": (_("Translations"), translations_of),
    "state": (_("State"), lambda page: str(page.status_string)),
    "updated": (_("Updated"), updated_at),
}


def _too_long() -> str:
    sentence = gettext(
        "A section of more than {most} pages cannot be put in order by hand: sort the list by "
        "date, code or title."
    )
    return sentence.format(most=MOST_TO_REORDER)


class SectionIndexView(ExplorableIndexView):
    """Documents and narrower sections, with their codes, dates and categories."""

    base_columns = COLUMNS
    columns = COLUMNS
    base_filterset_class = DocumentFilterSet
    list_export = list(EXPORTED)
    export_headings = {name: heading for name, (heading, _value) in EXPORTED.items()}
    export_filename = "documents"

    @cached_property
    def show_locale_labels(self) -> bool:
        return False  # they have a column

    def get_ordering(self) -> str:
        ordering = super().get_ordering()
        if ordering != self.sort_order_field or self.parent_page.numchild <= MOST_TO_REORDER:
            return ordering
        messages.warning(self.request, _too_long())
        return self.parent_page.get_admin_default_ordering()

    @cached_property
    def filters(self) -> Any:
        filters = super().filters
        # Categories belong to one language.
        filters.form.fields["category"].widget.query = {"locale": self.parent_page.locale_id}
        return filters

    @cached_property
    def is_seen_whole(self) -> bool:
        """Whether the account explores all pages below this one, so that no condition is needed."""
        return self.permission_policy.user_has_any_permission_for_instance(
            self.request.user, self.any_permission_required, self.parent_page
        )

    def get_base_queryset(self) -> QuerySet[Page]:
        if self.is_searching_whole_tree or not self.is_seen_whole:
            return super().get_base_queryset()
        pages, is_narrowed = self.model._default_manager, self.is_searching or self.is_filtering
        below = pages.descendant_of if is_narrowed else pages.child_of
        return self.annotate_queryset(below(self.parent_page))

    def get_paginator(self, queryset: Any, *args: Any, **options: Any) -> Paginator:
        """For a whole section, use the tree's number of pages instead of counting thousands."""
        if self.is_filtering and isinstance(queryset, QuerySet):
            queryset = MatchedOnce(queryset, self.pages_with)
        paginator = super().get_paginator(queryset, *args, **options)
        is_whole = not (self.is_searching or self.is_filtering) and self.is_seen_whole
        if is_whole and not hooks.get_hooks("construct_explorer_page_queryset"):
            paginator.count = self.parent_page.numchild
        return paginator

    def filter_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        """An invalid filter gives an empty list: the whole list could be exported by mistake."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def order_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        """Order by the column, then by primary key, so that pages of the list are stable."""
        name = (self.ordering or "").removeprefix("-")
        if name not in {"entrypage__date_sort", "entrypage__reference_code"}:
            return super().order_queryset(queryset)
        if self.ordering.startswith("-"):
            return queryset.order_by(F(name).desc(nulls_last=True), "-pk")
        return queryset.order_by(F(name).asc(nulls_last=True), "pk")

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        if self.is_export:
            return {"object_list": self.object_list}
        context = super().get_context_data(**options)
        read_categories(context["object_list"])
        read_facts(context["object_list"])
        read_translations(context["object_list"])
        return context

    def pages_with(self, keys: list[int]) -> QuerySet[Page]:
        """The pages with these keys, with everything that a list shows."""
        return self.annotate_queryset(self.model._default_manager.filter(pk__in=keys))

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        return super().as_spreadsheet(ExportedPages(self, queryset), spreadsheet_format)

    def to_row_dict(self, item: Page) -> dict[str, Any]:
        return {name: value(item) for name, (_heading, value) in EXPORTED.items()}


class PagePositionView(SetPagePositionView):
    """Moves a page within its section, unless the section is too long."""

    def post(self, request: HttpRequest, page_to_move_id: int, **options: Any) -> HttpResponse:
        page = get_object_or_404(Page, pk=page_to_move_id)
        if page.get_parent().numchild > MOST_TO_REORDER:
            return HttpResponse(_too_long(), status=409)
        return super().post(request, page_to_move_id, **options)


class ExportedPages:
    """All pages of a list in order, read some hundreds at a time."""

    model = Page

    def __init__(self, view: SectionIndexView, listed: Any) -> None:
        self.view = view
        self.keys = keys_of(listed)

    def __iter__(self) -> Iterator[Page]:
        for place in range(0, len(self.keys), EXPORTED_AT_ONCE):
            keys = self.keys[place : place + EXPORTED_AT_ONCE]
            pages = {page.pk: page for page in self.view.pages_with(keys)}
            read_categories(pages.values())
            read_translations(pages.values())
            yield from (pages[key] for key in keys if key in pages)


class SectionViewSet(PageViewSet):
    """Wagtail's views of sections, with our list of contents."""

    model = ArchiveSectionPage
    index_view_class = SectionIndexView
    parent_models = [ArchiveSectionPage]

    @cached_property
    def index_view(self) -> Any:
        return self.construct_view(self.index_view_class, **self._listing())

    @cached_property
    def index_results_view(self) -> Any:
        return self.construct_view(self.index_view_class, **self._listing(), results_only=True)

    def _listing(self) -> dict[str, Any]:
        """The list contains pages of any type, not only sections."""
        return {"header_icon": self.icon, "model": Page}
