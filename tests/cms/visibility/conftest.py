"""What hides nothing and takes half of the time: to prepare the same documents again and again."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from cms.graphql.endpoint import execution
from cms.graphql.endpoint.segmented import SegmentedCache


@pytest.fixture(scope="package", autouse=True)
def _documents_prepared_once() -> Iterator[None]:
    """Keep more of them than a server does; each is asked before and after something is hidden."""
    with patch.object(execution, "_prepared", SegmentedCache(size=10**9, number=10**5)):
        yield
