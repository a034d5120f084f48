"""Speeds up the tests: keeps more prepared documents."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from cms.graphql.endpoint import execution
from cms.graphql.endpoint.segmented import SegmentedCache


@pytest.fixture(scope="package", autouse=True)
def _documents_prepared_once() -> Iterator[None]:
    """Keep more prepared documents than a server does; each is used before and after hiding."""
    with patch.object(execution, "_prepared", SegmentedCache(size=10**9, number=10**5)):
        yield
