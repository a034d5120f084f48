"""Takes back from readers what no consent allows any longer."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from archive.safeguards.clearance import findings_in
from archive.safeguards.people.mentions import live_pages_naming
from archive.safeguards.references import end_links_showing
from archive.safeguards.rule import every_safeguard
from cms.previews.models import end_links_of
from cms.record.models import Change
from cms.record.withdrawal.acts import Statement, withdraw

from .models import Consent


def take_back_what_ended() -> int:
    """Compare what is public with consents that were written or have ended; return how many pages.

    Only what such a person's consent no longer allows goes; twice in a row, it does nothing.
    """
    now = timezone.now()
    consents = Consent.objects.unchecked().filter(person__isnull=False)
    people = dict(consents.values_list("pk", "person"))
    if not people:
        return 0
    count = take_back_from(set(people.values()))
    Consent.objects.filter(pk__in=people).unchecked().update(checked_at=now)
    return count


def take_back_from(people: set[int]) -> int:
    """Take back live pages that name these people beyond what they allow; return how many."""
    pages = Page.objects.filter(pk__in=live_pages_naming(people)).order_by("pk")
    return sum(_take_back(page.pk, set(map(str, people))) for page in pages)


@transaction.atomic
def _take_back(key: int, people: set[str]) -> int:
    page = Page.objects.select_for_update().filter(pk=key, live=True).first()
    if page is None:  # it went with another
        return 0
    findings = findings_in(page.specific, [every_safeguard()["consent"]])
    if people.isdisjoint(finding.fault.key for finding in findings):
        return 0
    withdraw([page], None, Statement(reason=Change.Reason.CONSENT))
    return 1


def end_links(instance: Consent, raw: bool = False, **_signal: Any) -> None:
    """Once a consent is withdrawn, nobody sees by a link for review what it was for."""
    if raw or instance.holds():
        return
    keys = instance.testimonies.values("page__translation_key")
    end_links_of(Page.objects.filter(translation_key__in=keys))
    rows = (*instance.shown_images.all(), *instance.shown_files.all())
    end_links_showing(*(row.file for row in rows))
