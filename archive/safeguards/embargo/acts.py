"""Closes, tightens and lifts embargoes; lifting requires the permission and a reason."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from archive.safeguards.clearance import Finding, open_in, refusal
from archive.safeguards.naming import search
from archive.safeguards.references import end_links_showing
from cms.editing.second_reader import may_take_back
from cms.editing.withdrawal.acts import Statement, state_withdrawal, state_withdrawal_of_files
from cms.previews.models import end_links_of
from cms.record.models import Change

from .models import Embargo
from .over import embargo_on, held_at_or_below, own
from .terms import Terms

LIFT = "safeguards.lift_embargo"


class ChangedMeanwhile(ValidationError):
    """What was to be lifted was changed in the meantime."""


def may_close(subject: Any, user: Any) -> bool:
    """Whether the user may unpublish the page, or change the picture or file."""
    if isinstance(subject, Page):
        return may_take_back(subject, user)
    policy = policy_registry.get(subject)
    return bool(policy.user_has_permission_for_instance(user, "change", subject))


def may_lift(subject: Any, user: Any) -> bool:
    return may_close(subject, user) and bool(user.has_perm(LIFT))


@transaction.atomic
def close(subject: Any, terms: Terms, reason: str, user: Any = None) -> Embargo:
    """Set an embargo; an existing one gets the stricter of both terms, never looser ones.

    Readers lose access at once, and nothing scheduled publishes it again.
    """
    embargo = _locked(subject)
    if embargo:
        embargo.terms = embargo.terms.joined(terms)
        if reason not in embargo.reason:
            embargo.reason = f"{embargo.reason}\n{reason}"
    else:
        embargo = Embargo(**own(subject), reason=reason, set_by=user, who=_name(user))
        embargo.terms = terms
    embargo.save()
    # Closing works without keys: if names cannot be searched, only the embargo stores the reason.
    note = reason if search.is_possible() else ""
    statement = Statement(reason=Change.Reason.OTHER, note=note)
    for page in embargo.pages:
        state_withdrawal(page, user, statement)
    _unschedule(embargo)
    if isinstance(subject, Page):
        end_links_of(held_at_or_below(embargo))
    else:
        state_withdrawal_of_files([subject], user, statement)
        end_links_showing(subject)
    _log(subject, embargo, "safeguards.embargo", user, reason)
    return embargo


@transaction.atomic
def change(embargo: Embargo, terms: Terms, reason: str, because: str, user: Any) -> None:
    """Change terms and reason; looser terms need the permission, and `because`."""
    if terms.loosens(embargo.terms):
        _require(embargo, user, because)
        embargo.is_decided = True
    embargo.terms, embargo.reason = terms, reason
    embargo.save()
    _log(embargo.held, embargo, "safeguards.change_embargo", user, because)


def lift(embargo: Embargo, because: str, user: Any = None) -> list[Page]:
    """Open what it holds, except what another safeguard keeps closed; return those pages.

    Each of these pages gets an embargo of its own, which is due. Without a user it is the clock,
    which may always lift. Raises ValidationError if the page of the embargo itself is kept closed,
    ChangedMeanwhile if somebody was faster, and PermissionDenied.
    """
    if user:
        _require(embargo, user, because)
    own_keys = set(embargo.pages.values_list("pk", flat=True))
    kept_pages = []
    pages: Any = held_at_or_below(embargo).filter(live=True)
    for page in pages.specific().iterator():
        if findings := _other_findings(page):
            if page.pk in own_keys:
                raise refusal(findings)
            kept_pages.append(page)
    with transaction.atomic():
        stored = Embargo.objects.in_force().select_for_update().filter(pk=embargo.pk).first()
        if stored is None or stored.terms != embargo.terms:
            raise ChangedMeanwhile(_("It was changed meanwhile: look at it again."))
        today = timezone.localdate()
        for page in kept_pages:
            close(page, Terms(None, today), _("Another safeguard keeps it closed."), user)
        embargo.lifted_at, embargo.lifted_by = timezone.now(), _name(user)
        embargo.lifted_because, embargo.is_decided = because, True
        embargo.save()
        _log(embargo.held, embargo, "safeguards.lift_embargo", user, because)
    return kept_pages


def _other_findings(page: Any) -> list[Finding]:
    return [finding for finding in open_in(page) if finding.rule.name != "embargo"]


def _locked(subject: Any) -> Embargo | None:
    embargo = embargo_on(subject)
    return embargo and Embargo.objects.select_for_update().get(pk=embargo.pk)


def _require(embargo: Embargo, user: Any, because: str) -> None:
    if not may_lift(embargo.held, user):
        raise PermissionDenied(_("You may not lift or shorten an embargo."))
    if not because.strip():
        raise ValidationError(_("Say why it opens sooner."))


def _unschedule(embargo: Embargo) -> None:
    """Cancel scheduled versions that would go live before the embargo ends."""
    for page in held_at_or_below(embargo):
        for revision in Revision.objects.for_instance(page).exclude(approved_go_live_at=None):
            if not embargo.terms.opens_by(revision.approved_go_live_at):
                Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)


def _name(user: Any) -> str:
    return user.get_username() if user else ""


def _log(subject: Any, embargo: Embargo, action: str, user: Any, reason: str) -> None:
    if subject:
        days = {name: str(value or "") for name, value in embargo.terms._asdict().items()}
        log(subject, action, user=user, data={"embargo": embargo.pk, "reason": reason, **days})
