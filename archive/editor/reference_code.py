"""Gives a reference code to a page that is not public yet, on request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import log

from cms.editing.views import ActView


def may_give_code(page: Any, user: Any) -> bool:
    """Whether the page still waits for its code, and the user could give one by publishing it."""
    waits = getattr(page, "permanent_code", "") and not page.reference_code
    return bool(waits and page.permissions_for_user(user).can_publish())


class GiveCodeView(ActView):
    """Shows the code, and says that it cannot be taken back."""

    page_title: Any = _("Give the reference code")
    header_icon = "tag"
    template_name = "archive/give_reference_code.html"
    form_class = forms.Form

    def is_allowed(self, user: Any) -> bool:
        return may_give_code(self.page, user)

    def get_success_url(self) -> str:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return get_valid_next_url_from_request(self.request) or edit

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        draft = self.page.get_latest_revision_as_object()
        return super().get_context_data(code=draft.provisional_code, **options)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        code = self.page.give_reference_code()
        user = self.request.user
        log(
            instance=self.page, action="archive.give_reference_code", user=user, data={"code": code}
        )
        messages.success(self.request, _("The permanent code is %(code)s.") % {"code": code})
        return redirect(self.get_success_url())


class GiveCodeMenuItem(PageMenuItem):
    label = _("Give the reference code")
    icon_name = "tag"
    url_name = "archive_give_reference_code"
    priority = 38

    def is_shown(self, user: Any) -> bool:
        return may_give_code(self.page.specific, user)
