"""Listeners are notified at once, in a thread, and one that fails does not stop the others."""

from time import sleep

import pytest

from cms.clock.jobs import Job, Stage
from cms.record import telling


@pytest.fixture
def tell(monkeypatch):
    """Tell these, and wait until they were told."""

    def start(*listeners):
        monkeypatch.setattr(telling, "_listeners", {each.job.name: each for each in listeners})
        threads = []
        thread_class = telling.Thread

        def thread(**options):
            threads.append(thread_class(**options))
            return threads[-1]

        monkeypatch.setattr(telling, "Thread", thread)
        telling.tell_at_once()
        for each in threads:
            each.join()
        monkeypatch.setattr(telling, "Thread", thread_class)
        return len(threads)

    return start


def listener(name, run, has_anybody=True):
    return telling.Listener(Job(name, "Tells", run, Stage.TELL), lambda: has_anybody)


def test_one_that_fails_holds_up_no_other(tell, caplog):
    def fail():
        raise RuntimeError("a lost network")

    told = []
    assert tell(listener("first", fail), listener("second", lambda: told.append(1))) == 1
    assert told == [1]
    assert "first could not be done at once" in caplog.text
    assert tell(listener("second", lambda: told.append(2))) == 1
    assert told == [1, 2]


def test_who_has_nobody_to_tell_is_not_asked(tell):
    assert tell(listener("first", None, has_anybody=False)) == 0


def test_while_one_waits_no_other_is_started(tell):
    """It has not begun, and so will see all that is recorded by now."""
    with telling._waiting:
        assert tell(listener("first", None)) == 0


def test_a_command_that_ends_waits_for_those_that_it_tells(monkeypatch):
    """Else a minute would pass before anybody else may tell them, caches in front among them."""
    told = []

    def slowly():
        sleep(0.1)
        told.append(1)

    slow = listener("first", slowly)
    monkeypatch.setattr(telling, "_listeners", {slow.job.name: slow})
    telling.tell_at_once()
    telling.wait_at_the_end()
    assert told == [1]
