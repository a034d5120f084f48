"""Runs background tasks without workers: in the same process, after the commit.

django-tasks' own immediate backend runs them inside the transaction, where a task that fails takes
the write along: two editors who publish at once can collide in Wagtail's search index, and one of
them would see an error.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend


class AfterCommit(ImmediateBackend):
    """Runs a task in the process that enqueued it, after the commit; failures are logged."""

    def _execute_task(self, task_result: Any) -> None:
        run = super()._execute_task
        transaction.on_commit(lambda: run(task_result), robust=True)
