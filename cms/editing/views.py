"""The common part of all pages of the admin that ask about an act before it is done."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from .second_reader import may_take_back


class ActView(FormView):
    """Asks about one page, then does it."""

    page_title: Any = ""
    header_icon = ""

    def setup(self, request: HttpRequest, *args: Any, page_id: int, **options: Any) -> None:
        super().setup(request, *args, **options)
        self.page = get_object_or_404(Page, pk=page_id).specific

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if not self.is_allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **options)

    def is_allowed(self, user: Any) -> bool:
        return may_take_back(self.page, user)

    def get_success_url(self) -> str:
        parent = reverse("wagtailadmin_explore", args=[self.page.get_parent().pk])
        return get_valid_next_url_from_request(self.request) or parent

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(
            page=self.page,
            page_title=self.page_title,
            page_subtitle=self.page.get_admin_display_title(),
            header_icon=self.header_icon,
            next_url=self.get_success_url(),
            **options,
        )
