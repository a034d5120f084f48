"""Withdraws what no consent allows any longer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from archive.safeguards.clearance import findings_in
from archive.safeguards.people.mentions import live_pages_naming
from archive.safeguards.references import draft_of, end_links_showing
from archive.safeguards.rule import every_safeguard
from cms.clock.failures import Failures
from cms.editing.withdrawal.acts import Statement, state_withdrawal_of_files, withdraw
from cms.previews.models import end_links_of, links
from cms.record.models import PAGES, Change
from media.models import Review

from .media import shown_by
from .models import Consent

NOT_TAKEN_BACK = "Not taken back"


def take_back_what_ended() -> int:
    """Compare public pages with consents that changed or ended; return how many were withdrawn.

    Only pages that the consents of such a person no longer allow are withdrawn. Idempotent. What
    fails holds up no other; it raises NotDone at its end, and all is compared again.
    """
    now, failures = timezone.now(), Failures()
    consents = {consent.pk: consent for consent in Consent.objects.unchecked()}
    if not consents:
        return 0
    for consent in consents.values():
        if not consent.holds(now):
            with failures.passing_over(f"links of consent {consent.pk}"):
                end_links(consent)
            with failures.passing_over(f"files of consent {consent.pk}"):
                _state_of_files(consent)
    people = {consent.person_id for consent in consents.values() if consent.person_id}
    count = _take_back_from(people, failures) if people else 0
    failures.tell(NOT_TAKEN_BACK)
    Consent.objects.filter(pk__in=consents).unchecked().update(checked_at=now)
    return count


def take_back_from(people: set[int]) -> int:
    """Withdraw live pages that name these people beyond their consents; return how many.

    Also ends links for review whose drafts do so. Raises NotDone at its end if something failed.
    """
    failures = Failures()
    count = _take_back_from(people, failures)
    failures.tell(NOT_TAKEN_BACK)
    return count


def _take_back_from(people: set[int], failures: Failures) -> int:
    keys, count = set(map(str, people)), 0
    pages = Page.objects.filter(pk__in=live_pages_naming(people)).order_by("pk")
    for page in pages:
        with failures.passing_over(f"{PAGES} {page.pk}"):
            count += _take_back(page.pk, keys)
    for link in links():
        with failures.passing_over(f"link for review {link.pk}"):
            if _is_beyond(draft_of(link), keys):
                link.delete()
    return count


def _is_beyond(draft: Page, people: set[str]) -> bool:
    """Whether a draft names one of these people beyond what they allow."""
    findings = findings_in(draft, [every_safeguard()["consent"]])
    return any(finding.fault.key in people for finding in findings)


@transaction.atomic
def _take_back(key: int, people: set[str]) -> int:
    page = Page.objects.select_for_update().filter(pk=key, live=True).first()
    # the page is None if it was withdrawn together with another
    if page is None or not _is_beyond(page.specific, people):
        return 0
    withdraw([page], None, Statement(reason=Change.Reason.CONSENT))
    return 1


def end_links(consent: Consent) -> None:
    """End the links for review that show what an ended consent was for."""
    keys = consent.testimonies.values("page__translation_key")
    end_links_of(Page.objects.filter(translation_key__in=keys))
    end_links_showing(*shown_by(consent))


def _state_of_files(consent: Consent) -> None:
    """Tell the record why files are closed; the gate closes pictures, files and videos itself."""
    going = [file for file in shown_by(consent) if file.review == Review.CONSENTED]
    state_withdrawal_of_files(going, None, Statement(reason=Change.Reason.CONSENT))
