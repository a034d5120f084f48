"""The admin's pages on which links for review are created, listed and revoked."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from .frontends import address_of
from .grants import code_for
from .models import Preview, links


class _UnderHome(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Links for review")
    header_icon = "link-external"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), here]


class LinksView(_UnderHome):
    """Lists the links of one page, and creates one."""

    template_name = "cms_previews/links.html"
    address = ""

    def setup(self, request: HttpRequest, *args: Any, page_id: int, **options: Any) -> None:
        super().setup(request, *args, **options)
        self.page = get_object_or_404(Page, pk=page_id)
        if not may_share(self.page, request.user):
            raise PermissionDenied

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def post(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        draft = self.page.get_latest_revision_as_object()
        self.address = address_of(draft, code_for(draft, request.user))
        response = self.get(request, *args, **options)
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(
            address=self.address, links=links().filter(page=self.page), **options
        )


class EveryLinkView(_UnderHome):
    """Lists the links of all pages that the user may edit."""

    template_name = "cms_previews/every_link.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        user = self.request.user
        shareable = [link for link in links() if may_share(link.page, user)]
        return super().get_context_data(links=shareable, **options)


@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """End a link: nobody who opened it can see the draft any more."""
    link = get_object_or_404(Preview, pk=key, session="")
    if not may_share(link.page, request.user):
        raise PermissionDenied
    link.delete()
    messages.success(request, _("The link is revoked."))
    default = reverse("cms_previews_links", args=[link.page_id])
    return redirect(get_valid_next_url_from_request(request) or default)


def may_share(page: Page, user: Any) -> bool:
    """Whoever may edit a page may show its draft."""
    return bool(page.specific_deferred.permissions_for_user(user).can_edit())
