"""A scattered archive, written once for all tests of a module."""

import pytest

from tests import corpus
from tests.written_once import written_once

from .scattered import scatter


@pytest.fixture(scope="module")
def _scattered(django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        entries = scatter(seed=2006, count=1)
        corpus.analyse()
        yield entries


@pytest.fixture
def scattered(_scattered, db):
    """Its documents as tests count them; each test's own changes are rolled back."""
    return _scattered
