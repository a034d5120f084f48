"""A dry run is rolled back, and does not keep anybody from writing."""

import sqlite3
from contextlib import closing

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from archive.wordpress.load.rehearsal import OverlayStorage, copied

pytestmark = pytest.mark.django_db


def test_editors_write_while_a_copy_of_their_sqlite_is_used(tmp_path):
    database = tmp_path / "archive.sqlite3"
    with closing(sqlite3.connect(database)) as own:
        own.execute("CREATE TABLE word (text)")
        own.commit()
    defaults = connections.settings["default"] | {"OPTIONS": {}, "TEST": {}}
    connection = DatabaseWrapper(defaults | {"NAME": str(database)}, "rehearsal")
    with copied(connection, tmp_path / "copy.sqlite3"):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO word VALUES ('rehearsed')")
        with closing(sqlite3.connect(database, timeout=0)) as own:
            own.execute("INSERT INTO word VALUES ('real')")
            own.commit()
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT text FROM word").fetchall() == [("real",)]
    connection.close()


def test_files_are_read_from_below_and_written_above(tmp_path):
    base = InMemoryStorage(base_url="/files/")
    base.save("a.txt", ContentFile("real"))
    overlay = OverlayStorage(base, tmp_path)
    name = overlay.save("b.txt", ContentFile("rehearsed"))
    for one, words in (("a.txt", b"real"), (name, b"rehearsed")):
        with overlay.open(one) as file:
            assert file.read() == words
    assert (overlay.size("a.txt"), overlay.url("a.txt")) == (4, "/files/a.txt")
    overlay.delete("a.txt")
    assert (overlay.exists("a.txt"), overlay.listdir("")) == (False, ([], []))
    assert base.listdir("") == ([], ["a.txt"])
