"""A small archive of every type in every language, written once for all tests of a module."""

import pytest

from cms.graphql.endpoint import conditional
from cms.graphql.endpoint.kept import KeptAnswers
from tests import corpus
from tests.written_once import written_once

SMALL = 3


@pytest.fixture(scope="module")
def _written(django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        islands = [corpus.island(kind, SMALL, ("en", "ja", "ko")) for kind in corpus.FIELDS]
        featured = [key for made in islands for key in made.keys["en"]]
        corpus.surroundings(featured, islands[0].section.pk)
        corpus.analyse()
        yield islands


@pytest.fixture
def small_corpus(_written, db):
    """Its islands; each test's changes are rolled back."""
    return _written


@pytest.fixture
def kept_answers(settings, monkeypatch):
    """Keep answers in the process, as in production."""
    settings.GRAPHQL_KEPT_BYTES = 1_000_000
    kept = KeptAnswers()
    monkeypatch.setattr(conditional, "_kept", kept)
    return kept
