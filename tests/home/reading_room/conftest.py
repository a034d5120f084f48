"""A server that is its own frontend, with the reading room on."""

import pytest

from tests.cms.record.conftest import changes as changes


@pytest.fixture
def room(settings):
    settings.READING_ROOM = True
    settings.FRONTEND_URL = "http://testserver"
