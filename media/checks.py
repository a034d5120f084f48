"""Checks of cleaning for operators: `manage.py check --deploy`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

LEAST_MEMORY = 256 * 1024 * 1024


@register(Tags.security, deploy=True)
def check_limits_of_cleaning(app_configs: Any, **_options: Any) -> list[CheckMessage]:
    """Check that the limits of the process that cleans files work."""
    if settings.CLEANING_SECONDS > 0 and settings.CLEANING_MEMORY >= LEAST_MEMORY:
        return []
    return [
        Error(
            "Files are taken apart without limits, in the process that answers readers.",
            hint="Set CLEANING_SECONDS to a number above 0, and CLEANING_MEMORY to 256 MB or more.",
            id="media.E002",
        )
    ]
