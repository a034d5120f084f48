"""The base class of safeguards, and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from wagtail.models import Page

from archive.checklist.rule import BLOCK, WARN, Fault, one_of_each

REASON = "reason"
# The key of a fault that cannot be checked at the moment; no reason answers it.
UNKNOWN = "unknown"
LEVELS = (WARN, REASON, BLOCK)  # from the loosest to the strictest


class Safeguard:
    """Finds what in a page could harm somebody; subclasses are in `archive.safeguards.rules`.

    A fault has a `key` that is stable while the finding is, so a typed reason stays valid. Messages
    never contain a sealed word, because they appear in forms and logs.
    """

    name: ClassVar[str]  # in the setting and in stored clearances
    label: ClassVar[Any]  # what it checks, on the clearance screen
    level: ClassVar[str]  # the minimum: a setting may make it stricter
    people: ClassVar[int] = 1  # how many people have to give a reason each
    permission: ClassVar[str] = ""  # required to give one, in addition to the permission to publish
    # Whether somebody with the permission may say that it is a false alarm.
    may_be_mistaken: ClassVar[bool] = False
    mended_at: ClassVar[str] = ""  # the name of a screen that corrects a whole page
    # Whether an import may still publish the page, because the gate hides what is found.
    is_held_back: ClassVar[bool] = False
    # Within how many days a finding in a public page must be corrected or answered before the page
    # is
    # withdrawn; None if it stays until somebody decides.
    days_to_answer: ClassVar[int | None] = None

    def faults(self, draft: Page) -> Iterator[Fault]:
        """What it finds in the draft of a page, as typed so far."""
        raise NotImplementedError

    def stamp(self) -> str:
        """A value that changes whenever the rule might find something new in an unchanged page.

        `standing` handles changed people, levels in the settings and updates of the code.
        """
        return ""


@cache
def every_safeguard() -> dict[str, Safeguard]:
    """All safeguards by name, including those of other apps."""
    from . import rules

    return one_of_each(Safeguard, rules)


def withdrawn_by(rule: Safeguard, found_at: datetime) -> datetime | None:
    """When a finding in a public page leads to withdrawal;

    a setting may make it sooner, never later.
    """
    if rule.days_to_answer is None:
        return None
    days = min(rule.days_to_answer, max(settings.SAFEGUARDS_ANSWER_DAYS, 0))
    return found_at + timedelta(days=days)


def level_of(rule: Safeguard) -> str:
    """The rule's own level, or a stricter one from the settings."""
    level = settings.SAFEGUARDS.get(rule.name, rule.level)
    return max(level, rule.level, key=LEVELS.index)
