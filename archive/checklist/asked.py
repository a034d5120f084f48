"""The findings of all rules for a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.safeguards.clearance import findings_in

from .rule import BLOCK, OFF, Fault, every_rule, level_of


class Said(NamedTuple):
    """What a rule found, and whether that prevents publication."""

    fault: Fault
    blocks: bool


def said_of(draft: Any) -> list[Said]:
    """All findings of the safeguards and, for a document, of the checklist; blocking ones first."""
    findings = [
        Said(finding.fault._replace(sentence=finding.sentence), finding.is_open)
        for finding in findings_in(draft)
        if not finding.answers or finding.is_open
    ]
    if hasattr(draft, "missing_by_checklist"):
        findings += [
            Said(fault, level == BLOCK)
            for rule in every_rule().values()
            if (level := level_of(rule)) != OFF
            for fault in rule.faults(draft)
        ]
    return sorted(findings, key=lambda finding: not finding.blocks)


def blocking(draft: Any) -> Iterator[Fault]:
    """What has to be fixed before publication; other rules are not applied."""
    for rule in every_rule().values():
        if level_of(rule) == BLOCK:
            yield from rule.faults(draft)
