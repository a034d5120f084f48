"""Puts the rooms of the archive into the admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

from .bulk.actions import ACTIONS
from .bulk.matched import all_in_list
from .bulk.trees import DeleteAction, refuse_copy, refuse_deletion, unpublish_behind
from .bulk.views import urlpatterns as bulk_urls
from .checklist.panel import ChecklistCreateView
from .checklist.views import ChecklistOfNewView, ChecklistView
from .choosing.views import SaidView, TermsView
from .corrections.views import ForgetCorrectionsMenuItem, ForgetCorrectionsView
from .editor.reference_code import GiveCodeMenuItem, GiveCodeView
from .imports.reports import ImportRunsView
from .imports.reports import urlpatterns as import_urls
from .listings.spreadsheets import write_safe_row
from .listings.views import PagePositionView, SectionViewSet
from .merging.bulk_action import MergeBulkAction
from .merging.survivors import MERGED
from .merging.terms import CARRIED
from .merging.views import (
    MergeChosenView,
    MergePeopleView,
    MergeTermView,
    may_merge,
    may_merge_people,
)
from .pasting.views import paste
from .reports import urls as report_urls
from .reports.base import ReportMenuItem
from .reports.not_cleared import NotClearedPanel
from .search.signal_handlers import index_media
from .terms.edit_view import OfferingEditView
from .terms.in_admin import register_terms
from .terms.positions import PositionView, position_button
from .terms.viewsets import ClassificationGroup
from .translating.panel import TranslationEditView
from .translating.views import TranslatePageView

# Wagtail has no setting for it; reports, snippets and redirects use it as well.
SpreadsheetExportMixin.write_csv_row = write_safe_row

for of_model in (PageBulkAction, SnippetBulkAction, UserBulkAction):
    of_model.get_all_objects_in_listing_query = all_in_list
for bulk_action in ACTIONS:  # in place of Wagtail's own and the record's, which come before
    hooks.register("register_bulk_action", bulk_action, order=2)
hooks.register("register_bulk_action", DeleteAction, order=2)
hooks.register("before_unpublish_page", unpublish_behind)
hooks.register("before_delete_page", refuse_deletion)
hooks.register("before_copy_page", refuse_copy)
hooks.register("register_bulk_action", MergeBulkAction)
PageViewSet.add_view_class = ChecklistCreateView
PageViewSet.edit_view_class = TranslationEditView
PageViewSet.set_page_position_view_class = PagePositionView
SnippetViewSet.edit_view_class = OfferingEditView


register_snippet(ClassificationGroup)
register_terms()


@hooks.register("register_admin_viewset")
def register_list_of_sections() -> SectionViewSet:
    return SectionViewSet()


@hooks.register("register_admin_urls")
def register_import_urls() -> list[Any]:
    return import_urls


@hooks.register("register_reports_menu_item")
def register_imports_menu_item() -> MenuItem:
    return ReportMenuItem(ImportRunsView, "archive_imports", order=1_200)


@hooks.register("insert_global_admin_js")
def leave_what_is_typed_into_dates() -> str:
    return format_html('<script src="{}"></script>', versioned_static("archive/typed_dates.js"))


@hooks.register("insert_global_admin_js")
def keep_what_is_ticked() -> str:
    return format_html('<script src="{}"></script>', versioned_static("archive/bulk_choice.js"))


@hooks.register("insert_global_admin_js")
def take_pastes() -> str:
    return format_html(
        '<script src="{}" data-address="{}" data-failed="{}"></script>',
        versioned_static("archive/pasting.js"),
        reverse("archive_paste"),
        _("What was copied could not be taken in. Try again or, if it is long, paste it in parts."),
    )


@hooks.register("register_admin_urls")
def register_pasting_url() -> list[Any]:
    return [path("archive/paste/", paste, name="archive_paste")]


@hooks.register("register_admin_urls", order=-1)  # ahead of Wagtail's
def register_translating_url() -> list[Any]:
    return [path("translation/submit/page/<int:page_id>/", TranslatePageView.as_view())]


@hooks.register("insert_global_admin_css")
def say_once_what_belongs_into_rows() -> str:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("archive/rows.css"))


@hooks.register("insert_global_admin_css")
def keep_lists_in_their_columns() -> str:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("archive/lists.css"))


@hooks.register("after_bulk_action")
def index_what_shows_them(_request: Any, _action: str, objects: Any, _view: Any) -> None:
    """Bulk actions on images or documents, such as a move, send no signal."""
    index_media(objects)


@hooks.register("register_admin_urls")
def register_correction_urls() -> list[Any]:
    forget = ForgetCorrectionsView.as_view()
    address = "pages/<int:page_id>/forget-corrections/"
    return [path(address, forget, name=ForgetCorrectionsMenuItem.url_name)]


@hooks.register("register_admin_urls")
def register_code_urls() -> list[Any]:
    give = GiveCodeView.as_view()
    return [path("pages/<int:page_id>/reference-code/", give, name=GiveCodeMenuItem.url_name)]


@hooks.register("register_log_actions")
def log_given_codes(actions: LogActionRegistry) -> None:
    actions.register_action(
        "archive.give_reference_code", _("Give the reference code"), _("Reference code given")
    )


@hooks.register("register_page_listing_more_buttons")
def offer_in_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[PageMenuItem]:
    yield ForgetCorrectionsMenuItem(page=page, next_url=next_url)
    yield GiveCodeMenuItem(page=page, next_url=next_url)


@hooks.register("register_page_header_buttons")
def offer_in_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[PageMenuItem]:
    yield ForgetCorrectionsMenuItem(page=page, next_url=next_url, priority=64)
    yield GiveCodeMenuItem(page=page, next_url=next_url, priority=63)


@hooks.register("register_admin_urls")
def register_checklist_urls() -> list[Any]:
    new = "pages/checklist/<slug:content_type_app_name>/<slug:content_type_model_name>/"
    return [
        path("pages/<int:page_id>/checklist/", ChecklistView.as_view(), name="archive_checklist"),
        path(
            f"{new}<int:parent_page_id>/",
            ChecklistOfNewView.as_view(),
            name="archive_checklist_of_new",
        ),
    ]


@hooks.register("register_admin_urls")
def register_choosing_urls() -> list[Any]:
    return [
        path("archive/terms/<slug:term_model>/", TermsView.as_view(), name="archive_terms"),
        path("archive/said/<slug:column>/", SaidView.as_view(), name="archive_said"),
    ]


@hooks.register("register_admin_urls")
def register_merging_urls() -> list[Any]:
    return [
        path("archive/merge/people/", MergePeopleView.as_view(), name="archive_merge_people"),
        path("archive/merge/<str:model>/", MergeChosenView.as_view(), name="archive_merge_terms"),
        path("archive/merge/<str:model>/<int:pk>/", MergeTermView.as_view(), name="archive_merge"),
    ]


@hooks.register("register_snippet_listing_buttons")
def offer_merging(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    model = type(snippet)
    if model in CARRIED and may_merge(model, user):
        address = reverse("archive_merge", args=[model._meta.model_name, snippet.pk])
        yield Button(_("Merge"), address, icon_name="resubmit", priority=50)


@hooks.register("register_snippet_listing_buttons")
def offer_position(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    return position_button(snippet, user)


class MergePeopleMenuItem(MenuItem):
    """For those who may change contributors of documents."""

    def is_shown(self, request: Any) -> bool:
        return may_merge_people(request.user)


@hooks.register("register_admin_menu_item")
def register_people_menu_item() -> MenuItem:
    return MergePeopleMenuItem(
        _("Names of people"), reverse("archive_merge_people"), icon_name="group", order=260
    )


class WordedFormatter(LogFormatter):
    """Formats a sentence with the data of a log entry."""

    sentence: Any

    def format_message(self, entry: Any) -> str:
        return str(self.sentence).format(**entry.data)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(MERGED)
    class MergeFormatter(WordedFormatter):
        label = _("Merge")
        sentence = _("Took the place of “{gone}”")

    @actions.register_action("archive.bulk")
    class BulkFormatter(WordedFormatter):
        label = _("Change of many pages")
        sentence = _("Changed with other pages: {words}")

    @actions.register_action("archive.bulk_undo")
    class BulkUndoFormatter(WordedFormatter):
        label = _("Undoing of a change of many pages")
        sentence = _("Undone with other pages: {words}")


@hooks.register("register_admin_urls")
def register_report_urls() -> list[Any]:
    position = path("places/<int:pk>/position/", PositionView.as_view(), name="archive_position")
    return [*report_urls.urlpatterns, *bulk_urls, position]


@hooks.register("construct_homepage_panels")
def add_not_cleared(_request: Any, panels: list[Any]) -> None:
    panels.append(NotClearedPanel())


@hooks.register("construct_reports_menu")
def add_reports(request: Any, items: list[MenuItem]) -> None:
    items += [item for item in report_urls.menu_items() if item.is_shown(request)]
    items.sort(key=lambda item: item.order)
