"""What is no longer cleared is taken back from readers where it must not wait for anybody.

What was written past all rules goes, since nobody ever cleared it. Of what was cleared once, that
goes which the rules of `SAFEGUARDS_WITHDRAW` find, no more than `SAFEGUARDS_WITHDRAW_PAGES` in a
day: a common word that was sealed by mistake must not empty an archive.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from archive.safeguards.rule import every_safeguard
from cms.record.models import Change, PublicObject
from cms.record.trees import below
from cms.record.withdrawal.acts import Statement, withdraw

from .models import Standing

DAY = timedelta(days=1)


class Lapse(NamedTuple):
    """Something in which rules found anew what keeps it from readers."""

    standing: Standing
    rules: list[str]
    is_unseen: bool  # written where no rule was asked


def take_back_if_needed(lapse: Lapse, row: Any) -> None:
    """Withdraw a page with the reason SAFETY; what is no page stays, and is told of."""
    if not isinstance(row, Page):
        return
    public = PublicObject.objects.pages().filter(below("tree_path", row.path))
    count = max(public.count(), 1)
    must_go = lapse.is_unseen or not set(settings.SAFEGUARDS_WITHDRAW).isdisjoint(lapse.rules)
    is_alone = lapse.is_unseen and count == 1
    if must_go and (is_alone or count <= _left_today()):
        note_of_lapse, note_of_write = (
            _("No longer cleared: %(rules)s"),
            _("Published past the safeguards: %(rules)s"),
        )
        labels = [str(every_safeguard()[name].label) for name in lapse.rules]
        note = (note_of_write if lapse.is_unseen else note_of_lapse) % {"rules": ", ".join(labels)}
        withdraw([row], None, Statement(reason=Change.Reason.SAFETY, note=note))
        lapse.standing.is_public, lapse.standing.withdrawn_at = False, timezone.now()
        lapse.standing.withdrawn_pages = count


def _left_today() -> int:
    """How many pages may still go in these 24 hours."""
    recent = Standing.objects.filter(withdrawn_at__gt=timezone.now() - DAY)
    withdrawn_pages = recent.aggregate(pages=Sum("withdrawn_pages"))["pages"] or 0
    return int(settings.SAFEGUARDS_WITHDRAW_PAGES - withdrawn_pages)
