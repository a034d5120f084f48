"""What the rules say of a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.safeguards.clearance import findings_in

from .rule import BLOCK, OFF, Fault, every_rule, level_of


class Said(NamedTuple):
    """What a rule says, and whether the document cannot be published with it."""

    fault: Fault
    blocks: bool


def said_of(draft: Any) -> list[Said]:
    """All that the safeguards find and, of a document, the rules say; first what blocks."""
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
    """What has to be mended before readers may see it; no other rule is asked."""
    for rule in every_rule().values():
        if level_of(rule) == BLOCK:
            yield from rule.faults(draft)
