"""A safeguard, and all that there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from wagtail.models import Page

from archive.checklist.rule import BLOCK, WARN, Fault, one_of_each

REASON = "reason"
# The key of a fault that nobody can look at now, so that no reason answers it.
UNKNOWN = "unknown"
LEVELS = (WARN, REASON, BLOCK)  # from the loosest to the strictest


class Safeguard:
    """Says what in a page could harm somebody; a subclass in `archive.safeguards.rules` is asked.

    Its faults have a `key`, the same as long as the same is found: a reason that was typed holds
    until then. Its sentences never repeat a sealed word: they stand in forms and logs.
    """

    name: ClassVar[str]  # in the setting, and in what is kept
    label: ClassVar[Any]  # what it looks at, for the clearance screen
    level: ClassVar[str]  # the floor: a setting may say a stricter one
    people: ClassVar[int] = 1  # how many have to give a reason, each their own
    permission: ClassVar[str] = ""  # of who may give one, beside the right to publish
    # Whether somebody with the permission may say that it is not what it looks like.
    may_be_mistaken: ClassVar[bool] = False
    mended_at: ClassVar[str] = ""  # the name of a screen that mends all of a page at once
    # Whether an import may publish the page all the same, since the gate holds back what is found.
    is_held_back: ClassVar[bool] = False
    # Within how many days what it finds in what is public already has to be mended or answered,
    # before it is withdrawn; none where it stays until somebody decides.
    days_to_answer: ClassVar[int | None] = None

    def faults(self, draft: Page) -> Iterator[Fault]:
        """What it finds in the draft of a page, whatever has been typed of it."""
        raise NotImplementedError

    def stamp(self) -> str:
        """Another value whenever it may find what it did not find before in the same page.

        People who changed, the level in the settings and an update are seen to in `standing`.
        """
        return ""


@cache
def every_safeguard() -> dict[str, Safeguard]:
    """All safeguards by their names, those of other apps too."""
    from . import rules

    return one_of_each(Safeguard, rules)


def withdrawn_by(rule: Safeguard, found_at: datetime) -> datetime | None:
    """When what it found in a public page is withdrawn; a setting may say sooner, never later."""
    if rule.days_to_answer is None:
        return None
    days = min(rule.days_to_answer, max(settings.SAFEGUARDS_ANSWER_DAYS, 0))
    return found_at + timedelta(days=days)


def level_of(rule: Safeguard) -> str:
    """Its own level, or a stricter one that the setting says."""
    level = settings.SAFEGUARDS.get(rule.name, rule.level)
    return max(level, rule.level, key=LEVELS.index)
