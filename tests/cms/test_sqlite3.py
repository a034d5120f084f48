"""A writer of many transactions lets others write in between."""

import time
from itertools import count
from threading import Event, Thread

import pytest
from django.db import connections

from cms.sqlite3.base import DatabaseWrapper

pytestmark = pytest.mark.django_db
HELD = 0.3  # seconds that the lock is held each time
MOST = 40  # turns, until somebody else has written three times


def connected(path):
    defaults = connections.settings["default"] | {"NAME": str(path), "TEST": {}}
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    return DatabaseWrapper(defaults | {"OPTIONS": options}, "turns")


def write(connection, seconds=0.0):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO word VALUES ('one')")
    time.sleep(seconds)
    connection.commit()
    connection.set_autocommit(True)


def test_nobody_waits_until_a_long_writer_has_ended(tmp_path):
    other, is_done, turns = connected(tmp_path / "words"), Event(), count()

    def write_on():
        writer = connected(tmp_path / "words")
        while not is_done.is_set() and next(turns) < MOST:
            write(writer, HELD)
        writer.close()

    with other.cursor() as cursor:
        cursor.execute("CREATE TABLE word (text)")
    long_writer = Thread(target=write_on)
    long_writer.start()
    time.sleep(HELD / 2)
    for _ in range(3):
        write(other)
    is_done.set()
    long_writer.join()
    other.close()
    assert next(turns) < MOST
