"""Lists, reports and choosers of Wagtail's admin, without pages that the account does not see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.ui.tables.pages import ParentPageColumn
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .policy import seen_by


def choosable(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """The pages that a chooser offers, for the hook `construct_page_chooser_queryset`.

    At the top, this includes the page where the account begins, even if it is below a page that
    the account does not see.
    """
    visible = pages.filter(seen_by(request.user))
    match = request.resolver_match
    is_top = match is not None and match.view_name == "wagtailadmin_choose_page"
    policy = policy_registry.get_by_type(Page)
    begin = policy.explorable_root_instance(request.user) if is_top else None
    if begin and begin.get_ancestors().exclude(seen_by(request.user)).exists():
        return visible | Page.objects.filter(pk=begin.pk)
    return visible


def parent_cell(column: ParentPageColumn, page: Page, parent_context: Any) -> dict[str, Any]:
    """The cell of a listing that names the parent page; empty if the account does not see that."""
    context = super(ParentPageColumn, column).get_cell_context_data(page, parent_context)
    user = context["request"].user
    root = policy_registry.get_by_type(Page).explorable_root_instance(user)
    if context["value"] and not (root and context["value"].path.startswith(root.path)):
        context["value"] = None
    return context


def without_hidden_pages(view: PageTypesUsageReportView, types: Any) -> Any:
    """The rows of the report, whose newest page is None if the account does not see it."""
    keys = [row.last_edited_page_id for row in types if row.last_edited_page_id]
    pages = Page.objects.filter(seen_by(view.request.user), pk__in=keys).specific().in_bulk()
    for row in types:
        row.last_edited_page = pages.get(row.last_edited_page_id)
    return types
