"""System checks: names in the safeguards' settings that do not exist, and unguarded page types."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page, get_page_models

from .page import SafeguardedPage
from .rule import LEVELS, every_safeguard


@register
def check_safeguards(**_options: Any) -> list[CheckMessage]:
    rules = every_safeguard()
    errors: list[CheckMessage] = [
        Error(
            f"{model._meta.label} can be published past the safeguards.",
            hint="Let it inherit from archive.safeguards.page.SafeguardedPage, first of all.",
            obj=model,
            id="safeguards.E001",
        )
        for model in get_page_models()
        if model is not Page and not issubclass(model, SafeguardedPage)
    ]
    errors += [
        Error(
            f"SAFEGUARDS_WITHDRAW names “{name}”, and there is no such safeguard.",
            hint=f"There are: {', '.join(sorted(rules))}.",
            id="safeguards.E004",
        )
        for name in settings.SAFEGUARDS_WITHDRAW
        if name not in rules
    ]
    for name, level in sorted(settings.SAFEGUARDS.items()):
        if name not in rules:
            errors.append(
                Error(
                    f"SAFEGUARDS names “{name}”, and there is no such safeguard.",
                    hint=f"There are: {', '.join(sorted(rules))}.",
                    id="safeguards.E002",
                )
            )
        elif level not in LEVELS or LEVELS.index(level) < LEVELS.index(rules[name].level):
            stricter = LEVELS[LEVELS.index(rules[name].level) :]
            errors.append(
                Error(
                    f"SAFEGUARDS says “{level}” of {name}, which is no level or looser than "
                    f"its own, “{rules[name].level}”.",
                    hint=f"Say one of: {', '.join(stricter)}.",
                    id="safeguards.E003",
                )
            )
    return errors
