"""Tells those who keep what is sealed how much is no longer cleared, and where to look."""

from __future__ import annotations

import logging

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.safeguards.people.keepers import write_to_keepers

from .taking_back import Lapse

logger = logging.getLogger(__name__)
REPORT = "archive_no_longer_cleared"  # the name of the report


def tell(lapses: list[Lapse]) -> None:
    """Send counts only: a title may be what must not appear."""
    for lapse in lapses:
        logger.error(
            "Not cleared: %s by %s, %s%s",
            lapse.standing,
            ", ".join(lapse.rules),
            "public" if lapse.standing.is_public else "withdrawn",
            ", written past the safeguards" if lapse.is_unseen else "",
        )
    if lapses:
        write_to_keepers(lambda: _letter(lapses))


def _letter(lapses: list[Lapse]) -> tuple[str, str]:
    """Subject and body."""
    count, withdrawn = len(lapses), sum(not lapse.standing.is_public for lapse in lapses)
    sentence = ngettext(
        "%(count)d page or thing that readers could see is not cleared.",
        "%(count)d pages or things that readers could see are not cleared.",
        count,
    )
    counts = {"count": count, "gone": withdrawn, "left": count - withdrawn}
    lines = [
        sentence % counts,
        _("Withdrawn: %(gone)d. Still public: %(left)d.") % counts,
        *_days_left(lapses),
        "",
        settings.WAGTAILADMIN_BASE_URL + reverse(REPORT),
    ]
    return _("No longer cleared"), "\n".join(lines)


def _days_left(lapses: list[Lapse]) -> list[str]:
    """The dates by which somebody has to answer."""
    ends = [lapse.standing.withdrawn_by for lapse in lapses if lapse.standing.is_public]
    if not (first := min(filter(None, ends), default=None)):
        return []
    sentence = _(
        "What is found of a minor is withdrawn on %(day)s unless two people say why it may stay."
    )
    return [sentence % {"day": date_format(timezone.localtime(first), "DATETIME_FORMAT")}]
