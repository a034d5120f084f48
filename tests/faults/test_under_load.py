"""What is lost while ten readers a second come: each is answered or told when to come again.

`LOST_SECONDS=20 pytest tests/faults/test_under_load.py -s` loses it for longer, and shows counts.
"""

import os
import sys
import time

import pytest
from django.db import connection

from cms.serve import READERS, THREADS
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory, front_page

from .load import ask
from .server import answers, free_port, log_of, own_database, started, wait_until
from .steady import readers
from .test_database import READ
from .test_database import database as database
from .test_redis import command
from .test_redis import redis as redis
from .test_refusing_database import altered
from .test_refusing_database import role as role

pytestmark = pytest.mark.django_db(transaction=True)
LOST = float(os.environ.get("LOST_SECONDS", "15"))
LIMIT = 12  # seconds: three for a free thread, then five; and a busy machine


@pytest.fixture
def section():
    section = ArchiveSectionPageFactory(parent=front_page())
    for number in range(3):
        ReportPageFactory(parent=section, slug=f"n{number}")


def assert_each_is_told(coming):
    kinds = coming.kinds()
    sys.stderr.write(f"{dict(kinds)}, slowest {coming.slowest():.1f} s\n")
    assert set(kinds) <= {"answered", "told to come later", "took too long"}
    assert kinds["answered"]
    assert kinds["took too long"] <= THREADS[READERS], "who was at work when it came back"


@pytest.mark.postgresql
def test_a_database_killed_and_frozen(section, database, tmp_path):
    number = free_port()
    with started(number, tmp_path, DATABASE_URL=database.url) as process:
        wait_until(process, lambda: ask(number, *READ)[0] == 200)
        with readers(number) as coming:
            time.sleep(1)
            database.kill()
            time.sleep(LOST / 5)
            database.start()
            time.sleep(2)
            database.freeze()
            time.sleep(LOST)
            thawed = time.monotonic()
            database.thaw()
            time.sleep(2)
        with readers(number) as after:
            time.sleep(1)
    assert_each_is_told(coming)
    assert coming.kinds()["told to come later"]
    assert coming.late(thawed - LIMIT, thawed) == []
    assert set(after.kinds()) == {"answered"}


@pytest.mark.postgresql
def test_a_database_that_takes_no_writes_or_connections(section, role, tmp_path):
    options = connection.settings_dict
    number, url = free_port(), f"postgres://{role}@/{options['HOST']}/{options['NAME']}"
    read_only = "SET default_transaction_read_only = on", "RESET default_transaction_read_only"
    with started(number, tmp_path, DATABASE_URL=url) as process:
        wait_until(process, lambda: ask(number, *READ)[0] == 200)
        with readers(number) as coming:
            with altered(role, *read_only):
                time.sleep(LOST / 5)
            with altered(role, "CONNECTION LIMIT 0", "CONNECTION LIMIT -1"):
                time.sleep(LOST / 5)
            time.sleep(2)
    assert_each_is_told(coming)


@pytest.mark.once
def test_redis_full_frozen_and_killed(section, redis, tmp_path):
    number, url = free_port(), f"rediscache://127.0.0.1:{redis.number}/0"
    with started(number, tmp_path, DATABASE_URL=own_database(), CACHE_URL=url) as process:
        wait_until(process, lambda: ask(number, *READ)[0] == 200)
        with readers(number) as coming:
            command(redis, "CONFIG", "SET", "maxmemory", "1")
            time.sleep(LOST / 5)
            redis.freeze()
            time.sleep(LOST / 2)
            redis.thaw()
            redis.kill()
            time.sleep(LOST / 5)
            redis.start()
    assert_each_is_told(coming)
    assert set(coming.kinds()) == {"answered"}


@pytest.mark.once
def test_a_server_that_stops_beside_another(section, tmp_path):
    number, some = free_port(), {"DATABASE_URL": own_database(), "BUSY_SECONDS": "60"}
    with started(number, tmp_path, **some) as old:
        wait_until(old, lambda: answers(number))
        with started(number, tmp_path, **some) as new, readers(number) as coming:
            wait_until(new, lambda: "\n".join(log_of(tmp_path)).count("Serving on") == 2)
            old.terminate()
            assert old.wait(60) == 0
            time.sleep(1)
    assert_each_is_told(coming)
    assert set(coming.kinds()) == {"answered"}
