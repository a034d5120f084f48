"""The scattered archive, and its bitmap index at an instant."""

import pytest
from django.test import RequestFactory
from django.utils import timezone

from cms.graphql.context import Context
from tests.archive.graphql.conftest import _scattered, scattered

__all__ = ["_scattered", "scattered"]


@pytest.fixture
def context_at():
    """A request's context at an instant."""

    def at(now=None):
        return Context(RequestFactory().get("/graphql/"), now or timezone.now())

    return at
