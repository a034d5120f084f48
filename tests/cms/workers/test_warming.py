"""A worker prepares for its first reader, and starts even if that fails."""

from threading import Event

import pytest

from cms.workers import warming


@pytest.fixture
def makers(monkeypatch):
    makers = []
    monkeypatch.setattr(warming, "_makers", makers)
    return makers


def test_what_fails_holds_up_nothing_else(makers):
    made = []
    makers += [lambda: 1 / 0, lambda: made.append("index")]
    warming.warm_up()
    assert made == ["index"]


def test_what_takes_too_long_is_not_waited_for(makers):
    is_over, goes_on = Event(), Event()
    makers.append(lambda: is_over.wait() and goes_on.set())
    warming.warm_up(0.01)
    is_over.set()
    assert goes_on.wait(60)
