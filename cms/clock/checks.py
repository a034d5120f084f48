"""A check of the clock, for operators: `manage.py check --database default`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from .models import JobRun


@register(Tags.database)
def check_tick(
    app_configs: Any, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """In production, something must run `manage.py tick`."""
    if settings.DEBUG:
        return []
    return [
        Warning(
            "`manage.py tick` never ran: no scheduled page goes live, and nobody hears of changes.",
            hint="Run it every minute, with the timer or the cron line of docs/operations.md.",
            id="cms_clock.W001",
        )
        for alias in databases or ()
        if JobRun._meta.db_table in connections[alias].introspection.table_names()
        if not JobRun.objects.using(alias).exists()
    ]
