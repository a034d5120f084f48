"""Puts our preview views into the admin, and offers links for review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from .review import EveryLinkView, LinksView, may_share, revoke
from .typed import AddPreviewView, EditPreviewView

PageViewSet.preview_on_add_view_class = AddPreviewView
PageViewSet.preview_on_edit_view_class = EditPreviewView


class LinksMenuItem(PageMenuItem):
    label = _("Link for review")
    icon_name = "link-external"
    url_name = "cms_previews_links"
    priority = 15

    def is_shown(self, user: Any) -> bool:
        return may_share(self.page, user)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("pages/<int:page_id>/links/", LinksView.as_view(), name="cms_previews_links"),
        path("links/<int:key>/revoke/", revoke, name="cms_previews_revoke"),
        path("reports/links-for-review/", EveryLinkView.as_view(), name="cms_previews_every_link"),
    ]


@hooks.register("register_reports_menu_item")
def list_links() -> MenuItem:
    address = reverse("cms_previews_every_link")
    return MenuItem(_("Links for review"), address, icon_name="link-external")


@hooks.register("register_page_header_buttons")
def add_to_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[PageMenuItem]:
    yield LinksMenuItem(page=page, next_url=next_url)


@hooks.register("register_page_listing_more_buttons")
def add_to_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[PageMenuItem]:
    yield LinksMenuItem(page=page, next_url=next_url)
