"""Where background tasks run while there are no workers: here, once the transaction is certain.

Inside of it, as django-tasks' own backend runs them, a task that fails takes the write along: two
editors who publish at once can meet in Wagtail's search index, and one of them would see an error.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend


class AfterCommit(ImmediateBackend):
    """Runs a task in the process that asks for it, after the commit; what fails is logged."""

    def _execute_task(self, task_result: Any) -> None:
        run = super()._execute_task
        transaction.on_commit(lambda: run(task_result), robust=True)
