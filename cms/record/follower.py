"""Reads the record from one change to the next, one process at a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from .models import Change

LEASE = timedelta(minutes=1)  # far longer than a step takes; a killed process does not release it
MOST_LEFT = timedelta(hours=1)  # more is left only if a clock was put back


class Follower(models.Model):
    """How far a reader of the record has come, and which process is working for it.

    No transaction is open while it waits for the network, as on SQLite nobody could write then.
    """

    # of the last change that it processed
    number = models.BigIntegerField(default=0, editable=False)
    worker = models.CharField(max_length=32, blank=True, editable=False)
    worked_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @contextmanager
    def lease(self) -> Iterator[bool]:
        """Take the lease; yields False if another process has it. Check `is_mine` at each step."""
        now, worker = timezone.now(), secrets.token_hex(16)
        free = self._rows().exclude(worked_until__range=(now, now + MOST_LEFT))
        if not free.update(worker=worker, worked_until=now + LEASE):
            yield False
            return
        self.refresh_from_db()
        try:
            yield True
        finally:
            self._rows().filter(worker=worker).update(worked_until=None)

    def is_mine(self) -> bool:
        """Whether the lease is still ours; if so, renew it."""
        rows = self._rows().filter(worker=self.worker)
        return bool(rows.update(worked_until=timezone.now() + LEASE))

    def next_changes(self, most: int, after: int | None = None) -> list[Change]:
        """The next changes, after the last one that was processed, or after another one."""
        begin = self.number if after is None else after
        return list(Change.objects.filter(number__gt=begin).order_by("number")[:most])

    def advance(self, number: int) -> None:
        self.number = number
        self._rows().update(number=number)

    def _rows(self) -> models.QuerySet[Follower]:
        return type(self)._default_manager.filter(pk=self.pk)


def last_number(**conditions: Any) -> int:
    """The number of the newest change, optionally of those that match."""
    changes = Change.objects.filter(**conditions)
    return changes.aggregate(last=models.Max("number"))["last"] or 0
