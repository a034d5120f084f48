"""Checks that the setting of the checklist names existing rules and levels."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from .rule import BLOCK, OFF, WARN, every_rule

LEVELS = (BLOCK, WARN, OFF)


@register
def check_checklist(**_options: Any) -> list[CheckMessage]:
    unknown = settings.CHECKLIST.keys() - every_rule().keys()
    unread = {name: level for name, level in settings.CHECKLIST.items() if level not in LEVELS}
    return [
        *(
            Error(
                f"CHECKLIST names “{name}”, and there is no such rule.",
                hint=f"There are: {', '.join(sorted(every_rule()))}.",
                id="archive.E017",
            )
            for name in sorted(unknown)
        ),
        *(
            Error(
                f"CHECKLIST says “{level}” of {name}.",
                hint=f"Say one of: {', '.join(LEVELS)}.",
                id="archive.E016",
            )
            for name, level in sorted(unread.items())
        ),
    ]
