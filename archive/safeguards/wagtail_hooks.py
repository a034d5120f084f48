"""Where the admin shows the clearance of a page, people, and what they allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .consent.views import EndingPanel, EvidenceView
from .naming.replacing import ACTION
from .naming.saving import watch_forms
from .naming.views import PersonPagesView, ReplaceNamesView
from .people.admin import PeopleGroup, sealed_buttons
from .people.views import IdentityView
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
        path("people/<int:pk>/identity/", IdentityView.as_view(), name="safeguards_identity"),
        path("people/<int:pk>/pages/", PersonPagesView.as_view(), name="safeguards_person_pages"),
        path("consents/<int:pk>/evidence/", EvidenceView.as_view(), name="safeguards_evidence"),
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
    actions.register_action("safeguards.look", _("Look"), _("Looked at what is sealed"))
    actions.register_action("safeguards.seal", _("Seal"), _("Sealed who it is"))


register_snippet(PeopleGroup)


@hooks.register("register_snippet_listing_buttons")
def offer_what_is_sealed(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    return sealed_buttons(snippet, user)


@hooks.register("construct_homepage_panels")
def add_ending_consents(_request: Any, panels: list[Any]) -> None:
    panels.append(EndingPanel())
