"""Adds clearance, people and consents to the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .consent.views import EndingPanel, EvidenceView
from .embargo.bulk import CloseDocuments, CloseImages, CloseVideos
from .embargo.views import NAME, EmbargoMenuItem, EmbargoView, offer_in_forms
from .naming.namesakes import NAMESAKE, NamesakesView
from .naming.possible import where_possible
from .naming.replacing import ACTION
from .naming.saving import watch_forms
from .naming.views import PersonPagesView, ReplaceNamesView
from .people.admin import PeopleGroup, sealed_buttons
from .people.views import IdentityView
from .views import ClearanceMenuItem, ClearanceView

offer_in_forms()
watch_forms()  # hooks are loaded once all apps are ready


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path(
            "pages/<int:page_id>/clearance/", ClearanceView.as_view(), name="safeguards_clearance"
        ),
        path(
            "pages/<int:page_id>/replace-names/",
            where_possible(ReplaceNamesView.as_view()),
            name="safeguards_replace_names",
        ),
        path("embargoes/<slug:kind>/<int:pk>/", EmbargoView.as_view(), name=NAME),
        path("people/<int:pk>/identity/", IdentityView.as_view(), name="safeguards_identity"),
        path(
            "people/<int:pk>/pages/",
            where_possible(PersonPagesView.as_view()),
            name="safeguards_person_pages",
        ),
        path(
            "people/<int:pk>/namesakes/",
            where_possible(NamesakesView.as_view()),
            name="safeguards_namesakes",
        ),
        path("consents/<int:pk>/evidence/", EvidenceView.as_view(), name="safeguards_evidence"),
    ]


@hooks.register("register_page_listing_more_buttons")
def add_to_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[PageMenuItem]:
    yield ClearanceMenuItem(page=page, next_url=next_url)
    yield EmbargoMenuItem(page=page, next_url=next_url)


@hooks.register("register_page_header_buttons")
def add_to_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[PageMenuItem]:
    yield ClearanceMenuItem(page=page, next_url=next_url, priority=59)
    yield EmbargoMenuItem(page=page, next_url=next_url, priority=60)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        "safeguards.answer", _("Say why"), _("Said why something may be public")
    )
    actions.register_action(
        ACTION, _("Replace names"), _("Replaced names that must not appear by public ones")
    )
    actions.register_action(
        NAMESAKE, _("Namesake"), _("Said, or took back, that words mean somebody else")
    )
    actions.register_action("safeguards.look", _("Look"), _("Looked at what is sealed"))
    actions.register_action("safeguards.seal", _("Seal"), _("Sealed who it is"))
    actions.register_action("safeguards.embargo", _("Embargo"), _("Put under an embargo"))
    actions.register_action(
        "safeguards.change_embargo", _("Change the embargo"), _("Embargo changed")
    )
    actions.register_action("safeguards.lift_embargo", _("Lift the embargo"), _("Embargo lifted"))


for action in (CloseImages, CloseDocuments, CloseVideos):
    hooks.register("register_bulk_action", action)


@hooks.register("register_permissions")
def may_lift_embargoes() -> QuerySet[Permission]:
    return Permission.objects.filter(codename="lift_embargo")


register_snippet(PeopleGroup)


@hooks.register("register_snippet_listing_buttons")
def offer_what_is_sealed(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    return sealed_buttons(snippet, user)


@hooks.register("construct_homepage_panels")
def add_ending_consents(_request: Any, panels: list[Any]) -> None:
    panels.append(EndingPanel())
