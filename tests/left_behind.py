"""Finds state that one test leaves to the next, which would make results depend on order.

Process-wide caches of rows and users are reset before each test. What a test changes itself is
compared afterwards: the test that leaves it fails, and not a later one.
"""

import logging
import os
import signal
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.dispatch import receiver
from django.test.signals import setting_changed
from django.urls import clear_url_caches
from django.utils import timezone, translation
from django_filters import FilterSet

from archive.bitmaps import kept
from archive.checklist.rule import every_rule
from archive.safeguards.rule import every_safeguard
from cms import statement_wrappers
from cms.admin_visibility import terms
from cms.clock import jobs
from cms.editing import facts
from cms.graphql import ids
from cms.outages import rarely
from cms.record import redirect_use, subjects, telling
from cms.visibility import holds
from media.models import reviewed

from .classes import classes_below

REGISTRIES: dict[str, Collection[Any]] = {
    "jobs": jobs._jobs,
    "kinds of IDs": ids._fetchers,
    "subjects of the record": subjects._subjects,
    "facts of pages": facts._facts,
    "terms in the admin": terms._registered,
    "listeners of the record": telling._listeners,
    "holds": holds._holds,
    "ends of consents": reviewed._consent_ends,
    "holds of consents": reviewed._consent_holds,
    "objections": reviewed._objections,
    "wrappers of statements": statement_wrappers._wrappers,
}
BY_PYTEST = "PYTEST_CURRENT_TEST"
LOGGERS = ("", "django", "wagtail", "cms", "archive", "media", "home")
REQUEST_SIGNALS = (request_started, request_finished)
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGCHLD, signal.SIGUSR1)


def forget_others() -> None:
    """Reset caches of rows that were rolled back, rate limits, and the language."""
    for cache in caches.all():
        cache.clear()
    for connection in connections.all(initialized_only=True):
        vars(connection).pop("record_touched", None)  # comparisons that waited for a commit
    kept.forget()
    redirect_use._written.clear()
    redirect_use._unwritten.clear()
    rarely._said_at.clear()
    translation.deactivate()
    timezone.deactivate()


@receiver(setting_changed)
def forget_addresses(*, setting: str, **_options: Any) -> None:
    """Django keeps the addresses in each language, which the default one has without a prefix."""
    if setting == "LANGUAGE_CODE":
        clear_url_caches()


def state_of_process() -> dict[str, list[Any]]:
    """State that no test may change permanently."""
    return {
        "environment": sorted(
            f"{name}={value}" for name, value in os.environ.items() if name != BY_PYTEST
        ),
        "folder": [Path.cwd()],
        "handlers of signals": [signal.getsignal(each) for each in SIGNALS],
        "logging switched off": [logging.root.manager.disable],
        "levels of loggers": [logging.getLogger(name).level for name in LOGGERS],
        "settings": [id(settings._wrapped)],
        "whether requests close connections": [
            close_old_connections in each._live_receivers(None)[0] for each in REQUEST_SIGNALS
        ],
        "fields of the classes of filters": [
            f"{filters.__name__}.{name}"
            for filters in classes_below(FilterSet)
            for name, each in filters.base_filters.items()
            if hasattr(each, "_field")
        ],
        "checklist": list(every_rule()),
        "safeguards": list(every_safeguard()),
        **{name: list(registry) for name, registry in REGISTRIES.items()},
    }


def left_behind(before: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """What was added or removed since, by kind."""
    now = state_of_process()
    return {
        name: [
            *(each for each in now[name] if each not in values),
            *(each for each in values if each not in now[name]),
        ]
        for name, values in before.items()
        if now[name] != values
    }
