"""The common part of reports: who may open them, what they cover, and their menu items."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from archive.formulas import safe
from archive.models import EntryPage

WHO = ["add", "change", "publish"]  # permissions for pages, anywhere
POLICY = PagePermissionPolicy(Page)


def pages_of(user: Any) -> QuerySet[Page]:
    """The pages that an account may work on."""
    pages: QuerySet[Page] = POLICY.instances_user_has_any_permission_for(user, WHO)
    return pages.order_by()


def entries_of(user: Any) -> QuerySet[EntryPage]:
    """The documents among them."""
    return EntryPage.objects.filter(pk__in=pages_of(user).values("pk")).order_by()


class ListReportView(ReportView):
    """A list for users who work on pages; its exports contain text, never formulas."""

    permission_policy: Any = POLICY
    any_permission_required = WHO

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        cell = super().preprocess_field_value(field, value, export_format)
        # Wagtail does the same for its other format.
        return safe(cell) if export_format == self.FORMAT_CSV else cell


class OnePageReportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A report on one page, for whoever works on pages."""

    permission_policy = POLICY
    any_permission_required = WHO

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class ReportMenuItem(MenuItem):
    """A report's menu item, for those who may open it."""

    def __init__(self, view: Any, name: str, **options: Any) -> None:
        options = {"name": name, "icon_name": view.header_icon, **options}
        super().__init__(view.page_title, reverse(name), **options)
        self.view = view

    def is_shown(self, request: Any) -> bool:
        policy, actions = self.view.permission_policy, self.view.any_permission_required
        return bool(policy.user_has_any_permission(request.user, actions))
