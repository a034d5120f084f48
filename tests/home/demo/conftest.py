"""The demo archive, written once for all tests of this folder."""

from collections.abc import Iterator

import pytest

from home.demo.load import Outcome, load
from tests.written_once import written_once


@pytest.fixture(scope="package")
def _written(django_db_setup: None, django_db_blocker: object) -> Iterator[Outcome]:
    with written_once(django_db_blocker):
        yield load()


@pytest.fixture
def demo(_written: Outcome, db: None) -> Outcome:
    """The outcome of loading the demo; each test's changes are rolled back."""
    return _written
