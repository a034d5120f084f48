"""The benchmarks compare equal work, and say where it is not."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from media.models import KINDS
from tests.factories import languages
from tests.shared_data import shared_data

from . import handwritten
from .archive import BenchmarkArchive
from .contestants import path_of_a_letter, tasks
from .fairness import UnequalWork, check_equal_work, first_difference


@shared_data
def archive():
    languages()
    BenchmarkArchive().grow(60)


@pytest.fixture
def asked(archive, settings):
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    signals = (request_started, request_finished)
    for signal in signals:  # as Django's test client does: a test lives in one connection
        signal.disconnect(close_old_connections)
    yield tasks(path_of_a_letter())
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.django_db
def test_all_contestants_give_the_same_answers(asked):
    assert all(check_equal_work(task) > 1_000 for task in asked)


@pytest.mark.django_db
def test_nobody_shows_what_is_not_reviewed(asked):
    left = sizes(asked)
    for model in KINDS.values():
        before = left
        model.objects.update(review="unreviewed", cleared_until=None)
        left = sizes(asked)
        assert left < before, model


def sizes(asked):
    """Of the answers with bodies, which are the same for all contestants."""
    return [check_equal_work(task) for task in asked[1:]]


@pytest.mark.django_db
def test_a_view_that_does_less_is_not_compared(asked, monkeypatch):
    monkeypatch.setattr(handwritten, "categories", lambda keys: {key: [] for key in keys})
    with pytest.raises(UnequalWork, match=r"differ at data\.entries\.nodes\[0\]\.categories"):
        check_equal_work(asked[0])


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [
        ({"a": [1, 2]}, {"a": [1, 3]}, "data.a[1]: 2 is not 3"),
        ({"a": 1}, {"a": 1, "b": 2}, "data: a is not a, b"),
        ({"a": None}, {"a": ""}, 'data.a: null is not ""'),
    ],
)
def test_a_difference_is_named_with_its_place(one, other, place):
    assert first_difference(one, other) == f"at {place}"


def test_equal_answers_have_no_difference():
    assert first_difference({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}) is None
