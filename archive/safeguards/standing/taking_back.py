"""Withdraws what is no longer cleared if it must not wait for anybody.

What was written without any rule is withdrawn, as nobody ever cleared it. What was cleared once is
withdrawn if a rule of `SAFEGUARDS_WITHDRAW` finds something, at most `SAFEGUARDS_WITHDRAW_PAGES` a
day: a common word that was sealed by mistake must not empty an archive. Findings about a minor wait
some days for two people, and are withdrawn then.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from archive.safeguards.naming import search
from archive.safeguards.rule import every_safeguard
from cms.clock.failures import Failures
from cms.editing.withdrawal.acts import Statement, withdraw
from cms.record.models import PAGES, Change, PublicObject
from cms.record.trees import below

from .models import Standing

logger = logging.getLogger(__name__)
DAY = timedelta(days=1)


class Lapse(NamedTuple):
    """Something in which rules found anew what keeps it from readers."""

    standing: Standing
    rules: list[str]
    is_unseen: bool  # written without asking any rule


def take_back_if_needed(lapse: Lapse, row: Any) -> None:
    """Withdraw a page with the reason SAFETY; anything else stays, and is reported."""
    must_go = lapse.is_unseen or not set(settings.SAFEGUARDS_WITHDRAW).isdisjoint(lapse.rules)
    if not (must_go and isinstance(row, Page)):
        return
    count = _public_pages(row)
    if (lapse.is_unseen and count == 1) or count <= _left_today():
        note_of_lapse, note_of_write = (
            _("No longer cleared: %(rules)s"),
            _("Published past the safeguards: %(rules)s"),
        )
        note = note_of_write if lapse.is_unseen else note_of_lapse
        _take_back(lapse.standing, row, note, lapse.rules, count)


def take_back_overdue(failures: Failures) -> int:
    """Withdraw what nobody answered or corrected in time, up to the day's maximum; return how many.

    Findings of a rule with days are due from the first day, and listed with the last one.
    """
    now, count = timezone.now(), 0
    for standing in Standing.objects.not_cleared().filter(subject=PAGES, is_public=True):
        last = standing.withdrawn_by
        page = last and last <= now and Page.objects.filter(pk=standing.key, live=True).first()
        if not page or (pages := _public_pages(page)) > _left_today():
            continue
        with failures.passing_over(f"{PAGES} {standing.key}"):
            with transaction.atomic():
                note = _("Nobody answered in time: %(rules)s")
                _take_back(standing, page, note, sorted(standing.open), pages)
                standing.save()
            logger.error("Not answered in time: %s, withdrawn", standing)
            count += 1
    return count


def _public_pages(page: Page) -> int:
    """How many public pages are withdrawn with it, itself included."""
    public = PublicObject.objects.pages().filter(below("tree_path", page.path))
    return max(public.count(), 1)


def _take_back(standing: Standing, page: Page, note: str, rules: list[str], count: int) -> None:
    labels = [str(every_safeguard()[name].label) for name in rules]
    # It does not need the keys: a note is stored only if it can be checked.
    note = note % {"rules": ", ".join(labels)} if search.is_possible() else ""
    withdraw([page], None, Statement(reason=Change.Reason.SAFETY, note=note))
    standing.is_public, standing.withdrawn_at = False, timezone.now()
    standing.withdrawn_pages = count


def _left_today() -> int:
    """How many more pages may be withdrawn in these 24 hours."""
    recent = Standing.objects.filter(withdrawn_at__gt=timezone.now() - DAY)
    withdrawn_pages = recent.aggregate(pages=Sum("withdrawn_pages"))["pages"] or 0
    return int(settings.SAFEGUARDS_WITHDRAW_PAGES - withdrawn_pages)
