"""What all tests of a module share in the database: written once, rolled back after the last."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest_django
from django.db import transaction


@contextmanager
def written_once(blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Let a fixture of a module write within this, and yield what it wrote."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
