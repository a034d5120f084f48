"""Removed originals in the admin."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from cms.viewsets import ListViewSet
from media.models import RemovedOriginal

from .views import DestroyView, DownloadView, OriginalsView


def size(original: RemovedOriginal) -> str:
    return "" if original.size is None else filesizeformat(original.size)


def sha256(original: RemovedOriginal) -> str:
    """The digest as one word to copy, which may break into lines of 16 digits."""
    digits = original.sha256
    return format_html_join(
        mark_safe("<wbr>"), "{}", ((digits[at : at + 16],) for at in range(0, len(digits), 16))
    )


class RemovedOriginalViewSet(ListViewSet):
    """A report for those who may destroy them; nothing can be added or edited."""

    model = RemovedOriginal
    name = "removed-originals"
    menu_hook = "register_reports_menu_item"
    icon = "lock"
    index_view_class = OriginalsView
    delete_view_class = DestroyView
    search_fields = ["title", "sha256"]
    list_filter = ["kind", "how"]
    list_display = [
        "title",
        "kind",
        "how",
        Column("removed_at", label=_("When"), sort_key="removed_at"),
        Column("removed_by", label=_("By")),
        Column("size", label=_("Size"), accessor=size, sort_key="size"),
        Column("sha256", label=_("SHA-256"), accessor=sha256),
        Column("kept_until", label=_("Kept until")),
    ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        destroy = self.get_url_name("destroy")
        return super().get_common_view_kwargs(delete_url_name=destroy, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/download/", DownloadView.as_view(), name="download"),
            path("<int:pk>/destroy/", self.delete_view, name="destroy"),
        ]
