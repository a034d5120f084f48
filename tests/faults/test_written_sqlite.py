"""SQLite written to all the time, as by an import: readers and editors go on, none is refused.

`WRITING_SECONDS=30 pytest tests/faults/test_written_sqlite.py` does it for longer.
"""

import os
import threading
import time
from collections import Counter

import pytest
from django.db import connection, transaction

from archive.corrections import Change
from archive.models import ReportPage
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory, front_page
from tests.own_connections import with_own_connections

from .editor import Editor
from .load import ask
from .server import answers, free_port, log_of, own_database, started, wait_until
from .test_database import READ

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = float(os.environ.get("WRITING_SECONDS", "4"))
TRANSACTION = 0.5  # seconds, in which the lock of writers is held; between two it is let go
PAUSE = 0.05


def test_nobody_is_told_that_the_database_is_locked(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite: DATABASE_URL names another database")
    front_page()
    section = ArchiveSectionPageFactory()
    imported, edited = (ReportPageFactory(parent=section, slug=slug) for slug in ("one", "other"))
    number, seen = free_port(), Counter()
    end = threading.Event()

    @with_own_connections
    def repeat(name, work):
        while not end.is_set():
            seen[name, work()] += 1

    def write():
        with transaction.atomic():
            ReportPage.objects.filter(pk=imported.pk).update(subtitle=f"At {time.monotonic()}")
            time.sleep(TRANSACTION)
        time.sleep(PAUSE)

    with started(number, tmp_path, DATABASE_URL=own_database(), WORKERS="2") as process:
        wait_until(process, lambda: answers(number))
        editor = Editor(number)
        form = editor.form_of(edited) | {"change_kind": Change.MINOR}
        work = {
            "write": write,
            "read": lambda: ask(number, *READ)[0],
            "publish": lambda: editor.publish(edited, form)[0],
        }
        threads = [threading.Thread(target=repeat, args=each) for each in work.items()]
        for thread in threads:
            thread.start()
        time.sleep(SECONDS)
        end.set()
        for thread in threads:
            thread.join()
    assert set(seen) == {("write", None), ("read", 200), ("publish", 302)}, seen
    assert edited.revisions.count() == seen["publish", 302]
    log = "\n".join(log_of(tmp_path))
    assert "locked" not in log
    assert "Traceback" not in log
