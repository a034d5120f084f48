"""What the safeguards find in a draft, which findings have a reason, and which ones refuse it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext
from wagtail.models import Page

from archive.checklist.rule import BLOCK, WARN, Fault
from archive.safeguards.naming.search import Unsearchable

from .models import Answer, digest_of
from .read_once import read_once
from .rule import REASON, UNKNOWN, Safeguard, every_safeguard, level_of


@dataclass(frozen=True)
class Finding:
    """What a safeguard found, and the reasons given why it may be public."""

    rule: Safeguard
    fault: Fault
    level: str
    answers: tuple[Answer, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether the check is impossible at the moment."""
        return self.fault.key == UNKNOWN

    @property
    def is_open(self) -> bool:
        """Whether it keeps the page from being published."""
        if self.is_unknown:
            return True
        if self.level == REASON:
            return len({answer.who for answer in self.answers}) < self.rule.people
        return self.level == BLOCK and not (self.rule.may_be_mistaken and self.answers)

    @property
    def is_answerable(self) -> bool:
        """Whether somebody may give a reason: why it may be public, or why it is a false alarm."""
        return not self.is_unknown and (
            self.level == REASON or (self.level == BLOCK and self.rule.may_be_mistaken)
        )

    @property
    def digest(self) -> str:
        return digest_of(self.rule.name, self.fault.key)

    @property
    def sentence(self) -> str:
        """What the editor should do about it."""
        if self.level != REASON:
            return str(self.fault.sentence)
        ask = (
            gettext("Two people have to say why it may be public: open “Clearance”.")
            if self.rule.people > 1
            else gettext("Take it out, or say why it may be public: open “Clearance”.")
        )
        return f"{self.fault.sentence} {ask}"


def findings_in(draft: Page, rules: Iterable[Safeguard] | None = None) -> list[Finding]:
    """All findings of the rules; those that keep the draft from being published come first."""
    rules = every_safeguard().values() if rules is None else rules
    with read_once():
        faults = [(rule, fault) for rule in rules for fault in _faults(rule, draft)]
    answers = _answers(draft.pk) if faults else {}
    findings = []
    for rule, fault in faults:
        reasons = answers.get((rule.name, digest_of(rule.name, fault.key)), [])
        findings.append(Finding(rule, fault, level_of(rule), tuple(reasons)))
    return sorted(findings, key=lambda finding: not finding.is_open)


def _faults(rule: Safeguard, draft: Page) -> Iterator[Fault]:
    try:
        yield from rule.faults(draft)
    except Unsearchable:
        sentence = gettext(
            "Names that must not appear cannot be looked for now: save it as a draft, and tell "
            "whoever keeps the server."
        )
        yield Fault(sentence, "", "", UNKNOWN)


def open_in(draft: Page) -> list[Finding]:
    """The findings that keep the draft from being published."""
    rules = [rule for rule in every_safeguard().values() if level_of(rule) != WARN]
    return [finding for finding in findings_in(draft, rules) if finding.is_open]


def sentences(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """What has to be done, by field."""
    by_field: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        sentence = finding.sentence
        if sentence not in by_field[finding.fault.field]:
            by_field[finding.fault.field].append(sentence)
    return dict(by_field)


def refusal(findings: Iterable[Finding]) -> ValidationError:
    """Why a page is not published:

    one message for each finding, without fields, as there is no form.
    """
    lines = [line for lines in sentences(findings).values() for line in lines]
    return ValidationError({NON_FIELD_ERRORS: lines})


def _answers(page_key: int | None) -> dict[tuple[str, str], list[Answer]]:
    answers: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(page_key=page_key).order_by("pk") if page_key else ():
        answers[answer.rule, answer.digest].append(answer)
    return answers
