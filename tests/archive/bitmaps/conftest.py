"""The scattered archive, and the index of it at an instant."""

import pytest
from django.test import RequestFactory
from django.utils import timezone

from cms.graphql.context import Context
from tests.archive.graphql.conftest import _scattered, scattered

__all__ = ["_scattered", "scattered"]


@pytest.fixture
def context_at():
    """What a request knows that reads at an instant."""

    def at(now=None):
        return Context(RequestFactory().get("/graphql/"), now or timezone.now())

    return at
