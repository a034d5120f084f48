"""The panels of the home screen, each about the pages that the account works on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from archive.reports.base import entries_of, pages_of
from archive.reports.due import Due, groups
from archive.reports.embargoes import address_of, embargoes_of
from archive.reports.holdings import Holding, by_type
from cms.record.models import PAGES, Change

WEEKS = 4  # to look ahead
ROWS = 5  # per list; what is due first, or happened last


class Recent(NamedTuple):
    """A correction or withdrawal, with the page's current title."""

    change: Change
    title: str


class DeskPanel(Component):
    """Rows of one kind; hidden if there are none."""

    template_name = "home/desk_panel.html"
    heading: Any = ""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        rows = self.rows(parent_context["request"].user)
        return {"name": self.name, "heading": self.heading, "rows": rows}

    def rows(self, user: Any) -> list[Any]:
        raise NotImplementedError


class DuePanel(DeskPanel):
    name = "due"
    heading = _("Scheduled and overdue")
    order = 230  # after what waits for the account

    def rows(self, user: Any) -> list[tuple[Due, Any]]:
        due = [(due, group.heading) for group in groups(user, WEEKS) for due in group.pages]
        return sorted(due, key=lambda row: row[0].at)[:ROWS]


class EmbargoesPanel(DeskPanel):
    name = "embargoes"
    heading = _("Embargoes that are due")
    order = 232

    def rows(self, user: Any) -> list[tuple[Any, str]]:
        return [(row, address_of(row)) for row in embargoes_of(user).due()[:ROWS]]


class TakenBackPanel(DeskPanel):
    name = "taken_back"
    heading = _("Recent corrections and withdrawals")
    order = 240

    def rows(self, user: Any) -> list[Recent]:
        pages = pages_of(user)
        changes = Change.objects.filter(
            subject=PAGES,
            kind__in=[Change.Kind.CORRECTED, Change.Kind.WITHDRAWN],
            key__in=pages.values("pk"),
        ).order_by("-number")[:ROWS]
        keys = {change.key for change in changes}
        titles = dict(Page.objects.filter(pk__in=keys).values_list("pk", "draft_title"))
        return [Recent(change, titles[change.key]) for change in changes]


class HoldingsPanel(DeskPanel):
    name = "holdings"
    heading = _("Holdings")
    order = 260

    def rows(self, user: Any) -> list[Holding]:
        return by_type(entries_of(user))
