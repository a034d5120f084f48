"""Nothing is lost, doubled or out of order when processes work at once or are killed."""

import os
import signal
import subprocess
import sys
import time
from threading import Thread
from urllib.parse import quote

import pytest
from django.db import connection

from cms.record import telling
from cms.record.follower import last_number
from cms.record.models import Change
from cms.record.webhooks.delivery import deliver_due
from cms.record.webhooks.models import Delivery, Endpoint
from tests.factories import LetterPageFactory
from tests.own_connections import with_own_connections

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = """
import django
django.setup()
from cms.record.webhooks.delivery import deliver_due
deliver_due()
"""


def database_url():
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(name))}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def deliver_elsewhere():
    """Deliver in a process of its own."""
    environment = os.environ | {"DATABASE_URL": database_url(), "WEBHOOKS_ALLOW_PRIVATE": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    return subprocess.Popen([sys.executable, "-c", SCRIPT], env=environment)


def in_order(numbers, keys):
    """Whether the changes of each subject came in their order."""
    of_each = {key: [number for number in numbers if keys[number] == key] for key in keys.values()}
    return all(each == sorted(each) for each in of_each.values())


def test_a_process_that_is_killed_loses_nothing(endpoint, receiver, record):
    first = last_number()
    record(*[1, 2, 1, 3, 2, 1])
    keys = dict(Change.objects.values_list("number", "key"))
    for told in (2, 4):
        process = deliver_elsewhere()

        def answer(handler, process=process, told=told):
            if len(receiver.told) == told:
                process.send_signal(signal.SIGKILL)
                process.wait()
            return 200

        receiver.answer = answer
        assert process.wait(timeout=120) == -signal.SIGKILL
        assert deliver_due() == 0  # until its time is up
        Endpoint.objects.update(worked_until=None)
    receiver.answer = 200
    deliver_due()
    # What was sent and not noted as delivered comes again: the second, and the next but one.
    assert [number - first for number in receiver.numbers] == [1, 2, 2, 3, 3, 4, 5, 6]
    assert in_order(receiver.numbers, keys)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"DELIVERED"}


def test_two_at_once_tell_everything_once(endpoint, receiver, record):
    first = last_number()
    record(*[number % 5 for number in range(40)])
    keys = dict(Change.objects.values_list("number", "key"))
    failures = []

    def work():
        try:
            while Delivery.objects.filter(state="DELIVERED").count() < 40:
                deliver_due()
        except Exception as error:
            failures.append(error)
            raise

    threads = [Thread(target=with_own_connections(work)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    assert not failures
    assert sorted(receiver.numbers) == list(range(first + 1, first + 41))
    assert in_order(receiver.numbers, keys)


def test_a_publication_is_told_at_once(endpoint, receiver):
    first = last_number()
    letter = LetterPageFactory(slug="appeal")
    letter.unpublish()
    last = Change.objects.latest("number").number
    end = time.monotonic() + 120
    while last not in receiver.numbers and time.monotonic() < end:
        time.sleep(0.05)
    with telling._telling:  # the thread has ended
        assert receiver.numbers == list(range(first + 1, last + 1))


def test_where_nobody_listens_no_thread_is_started(monkeypatch):
    monkeypatch.setattr(telling, "Thread", None)
    LetterPageFactory(slug="appeal")
    assert Change.objects.filter(type="Letter").exists()
