"""The demo archive, written once for all tests of a module."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from home.demo.load import Outcome, load


@pytest.fixture(scope="module")
def _written(django_db_setup: None, django_db_blocker: object) -> Iterator[Outcome]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture
def demo(_written: Outcome, db: None) -> Outcome:
    """What came of loading the demo; each test's own changes are rolled back."""
    return _written
