"""Rows shared by all tests of a module: written once, rolled back after the last."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest_django
from django.db import transaction


@contextmanager
def written_once(blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """A context for module fixtures that write rows; yields what they wrote."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
