"""A check of removed originals, for operators: `manage.py check`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from media.storage.environment import is_number_of_days


@register()
def check_waiting_time(app_configs: Any, **_options: Any) -> list[CheckMessage]:
    """Check that originals are kept for a valid number of days."""
    if is_number_of_days(settings.ORIGINALS_KEPT_FOR):
        return []
    return [
        Error(
            f"ORIGINALS_KEPT_FOR is {settings.ORIGINALS_KEPT_FOR!r}.",
            hint="Say how many days a removed original is kept at least, from 1 to 36500.",
            id="media.E001",
        )
    ]
