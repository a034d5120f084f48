"""Viewsets that several apps share."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet

_FORMS = ("add", "edit", "delete", "history", "usage")


class ListViewSet(ModelViewSet):
    """A list of rows that cannot be added, edited or deleted in forms."""

    copy_view_enabled = False
    form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        missing = dict.fromkeys([f"{name}_url_name" for name in _FORMS])
        return super().get_common_view_kwargs(**(missing | kwargs))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]


class GuardedChoosing:
    """A chooser that requires a permission: Wagtail's require none."""

    model: Any
    may: tuple[str, ...] = ("add", "change", "view")  # one of these

    def construct_view(self, view_class: type, **options: Any) -> Any:
        guard = {"model": self.model, "any_permission_required": self.may}
        guarded = type(view_class.__name__, (PermissionCheckedMixin, view_class), guard)
        return super().construct_view(guarded, **options)  # type: ignore[misc]
