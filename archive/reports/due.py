"""What the clock will do or should have done, and what nobody has published yet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from .base import OnePageReportView, pages_of

WEEKS = {2: _("2 weeks"), 4: _("4 weeks"), 13: _("3 months"), 52: _("a year")}


class Due(NamedTuple):
    """A page, and when something happens to it."""

    page: Page
    at: Any


class Group(NamedTuple):
    heading: Any
    pages: list[Due]


class WeeksForm(forms.Form):
    """How far to look ahead."""

    weeks = forms.TypedChoiceField(label=_("Within"), choices=[*WEEKS.items()], coerce=int)


def groups(user: Any, weeks: int) -> list[Group]:
    """Of the pages that an account may work on: late, live soon, expiring soon, held back."""
    now = timezone.now()
    until = now + timedelta(weeks=weeks)
    mine = pages_of(user)
    revisions = Revision.objects.page_revisions().filter(approved_go_live_at__lte=until)
    publishing = _scheduled(mine, revisions)
    expiring = [
        Due(page, page.expire_at)
        for page in mine.filter(live=True, expire_at__lte=until).order_by("expire_at")
    ]
    waiting = Q(go_live_at__gt=now) & ~Q(pk__in=[due.page.pk for due in publishing])
    undecided = mine.filter(waiting, live=False, go_live_at__lte=until).order_by("go_live_at")
    return [
        Group(_("Overdue"), [due for due in publishing + expiring if due.at <= now]),
        Group(_("Go live"), [due for due in publishing if due.at > now]),
        Group(_("Expire"), [due for due in expiring if due.at > now]),
        Group(
            _("Have a day, and nobody has published them"),
            [Due(p, p.go_live_at) for p in undecided],
        ),
    ]


def _scheduled(mine: QuerySet[Page], revisions: QuerySet[Revision]) -> list[Due]:
    days = {
        int(key): day
        for key, day in revisions.order_by("-approved_go_live_at").values_list(
            "object_id", "approved_go_live_at"
        )
    }
    rows = mine.filter(pk__in=days)
    return sorted((Due(page, days[page.pk]) for page in rows), key=lambda due: due.at)


class DueView(OnePageReportView):
    """Four lists, each row linked to the page."""

    page_title = _("Due and expiring")
    header_icon = "time"
    template_name = "archive/due.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        data = self.request.GET if "weeks" in self.request.GET else {"weeks": 4}
        form = WeeksForm(data)
        weeks = form.cleaned_data["weeks"] if form.is_valid() else 0
        lists = groups(self.request.user, weeks) if weeks else []
        return super().get_context_data(form=form, groups=lists, **options)
