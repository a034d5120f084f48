"""What the home screen says at a glance, each account of the pages that it works on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from archive.reports.holdings import WHO, Holding, by_type, entries_of
from cms.record.models import PAGES, Change

ROWS = 5  # of each list; what is due first, or has happened last


class Due(NamedTuple):
    """A page that the clock publishes or takes back."""

    at: datetime
    key: int
    title: str
    is_published: bool  # and not taken back

    @property
    def is_overdue(self) -> bool:
        return self.at < timezone.now()


class Recent(NamedTuple):
    """A correction or a withdrawal, and the page as it is called now."""

    change: Change
    title: str


class DeskPanel(Component):
    """Rows of one kind; without any there is no panel."""

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

    def rows(self, user: Any) -> list[Due]:
        pages = pages_of(user)
        keys = pages.annotate(text=Cast("pk", CharField())).values("text")
        coming = Revision.page_revisions.filter(
            approved_go_live_at__isnull=False, object_id__in=keys
        ).order_by("approved_go_live_at")
        ending = pages.filter(live=True, expire_at__isnull=False).order_by("expire_at")
        published = coming.values_list("approved_go_live_at", "object_id", "object_str")
        taken_back = ending.values_list("expire_at", "pk", "draft_title")
        due = [Due(at, int(key), title, True) for at, key, title in published[:ROWS]]
        due += [Due(at, key, title, False) for at, key, title in taken_back[:ROWS]]
        return sorted(due)[:ROWS]


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


def pages_of(user: Any) -> QuerySet[Page]:
    """The pages that an account may work on."""
    policy = policy_registry.get_by_type(Page)
    keys = policy.instances_user_has_any_permission_for(user, WHO).order_by().values("pk")
    return Page.objects.filter(pk__in=keys).order_by()
