"""A scattered archive, written once for all tests of a module."""

import pytest
from django.db import transaction

from tests import corpus
from tests.archive.scattered import scatter


@pytest.fixture(scope="module")
def _scattered(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        entries = scatter(seed=2006, count=1)
        corpus.analyse()
        yield entries
        transaction.set_rollback(True)


@pytest.fixture
def scattered(_scattered, db):
    """Its documents as tests count them; each test's own changes are rolled back."""
    return _scattered
