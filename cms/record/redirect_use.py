"""Which redirects are still needed: the day on which each was last used.

No reader waits for the write: it happens after the answer, and once a day for each redirect and
process. If it fails, the next use repeats it.
"""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

from django.core.signals import request_finished
from django.db import DatabaseError
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from .models import RedirectUse

logger = logging.getLogger(__name__)
_unwritten: set[int] = set()
_written: dict[int, date] = {}


def note_use(key: int) -> None:
    """Note that a reader used a redirect."""
    if _written.get(key) != timezone.localdate():
        _unwritten.add(key)


def write_uses(**_options: Any) -> None:
    if not _unwritten:
        return
    keys, today = {_unwritten.pop() for _ in range(len(_unwritten))}, timezone.localdate()
    try:
        there = Redirect.objects.filter(pk__in=keys).values_list("pk", flat=True)
        RedirectUse.objects.bulk_create(
            [RedirectUse(redirect_id=key, last_used_on=today) for key in there],
            update_conflicts=True,
            unique_fields=["redirect"],
            update_fields=["last_used_on"],
        )
    except DatabaseError as error:  # locked, read-only or lost: the answer was sent already
        logger.warning("The use of redirects was not written: %s", error)
        return
    _written.update(dict.fromkeys(keys, today))


def register_signal_handlers() -> None:
    request_finished.connect(write_uses, dispatch_uid="cms.record.redirect_use")
