"""Stores what each publication of a page was cleared by, and tells the public record."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision
from wagtail.signals import page_published

from cms.record.models import PAGES, Act, Change, PublicObject

from .clearance import findings_in
from .models import Answer, Clearance
from .page import SafeguardedPage
from .rule import every_safeguard


def keep_clearance(instance: Any, revision: Revision | None = None, **_signal: Any) -> None:
    """Store what the rules say about a page that was just published, and the reasons."""
    is_safeguarded = isinstance(instance, SafeguardedPage)
    if not is_safeguarded:
        return
    rules: dict[str, list[dict[str, str]]] = {name: [] for name in every_safeguard()}
    # Only for rules with a reason, since some take long to read a page.
    answers = Answer.objects.filter(page_key=instance.pk)
    answered = set(answers.values_list("rule", flat=True))
    asked_rules = [rule for name, rule in every_safeguard().items() if name in answered]
    for finding in findings_in(instance, asked_rules):
        rules[finding.rule.name] += [
            {"reason": answer.reason, "who": answer.who, "at": answer.at.isoformat()}
            for answer in finding.answers
        ]
    clearance = Clearance(page_key=instance.pk, revision=revision and revision.pk, rules=rules)
    user = get_active_log_context().user
    clearance.who = user.get_username() if user else ""
    clearance.save()
    lines = ["{rule}: {reason} ({who})".format(**reason) for reason in clearance.reasons]
    if lines:
        _tell_record(instance.pk, clearance.who, "\n".join(lines))


def _tell_record(key: int, username: str, note: str) -> None:
    """Add a note to what is recorded of the same change."""
    act = Act.objects.filter(subject=PAGES, key=key).order_by("pk").last()
    if act is None:
        is_public = PublicObject.objects.pages().filter(key=key).exists()
        kind = Change.Kind.UPDATED if is_public else Change.Kind.PUBLISHED
        act = Act(subject=PAGES, key=key, kind=kind, at=timezone.now(), who=username)
    act.note = "\n".join(filter(None, [act.note, note]))
    act.save()


def register_signal_handlers() -> None:
    page_published.connect(keep_clearance, dispatch_uid="archive.safeguards")
