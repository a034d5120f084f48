"""Where the admin shows the clearance of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from .naming.replacing import ACTION
from .naming.saving import watch_forms
from .naming.views import ReplaceNamesView
from .views import ClearanceMenuItem, ClearanceView

watch_forms()  # hooks are read once all apps are ready


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path(
            "pages/<int:page_id>/clearance/", ClearanceView.as_view(), name="safeguards_clearance"
        ),
        path(
            "pages/<int:page_id>/replace-names/",
            ReplaceNamesView.as_view(),
            name="safeguards_replace_names",
        ),
    ]


@hooks.register("register_page_listing_more_buttons")
def add_to_listing(
    page: Page, user: Any, next_url: str | None = None
) -> Iterator[ClearanceMenuItem]:
    yield ClearanceMenuItem(page=page, next_url=next_url)


@hooks.register("register_page_header_buttons")
def add_to_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[ClearanceMenuItem]:
    yield ClearanceMenuItem(page=page, next_url=next_url, priority=59)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        "safeguards.answer", _("Say why"), _("Said why something may be public")
    )
    actions.register_action(
        ACTION, _("Replace names"), _("Replaced names that must not appear by public ones")
    )
