"""A backup of a busy archive is restored elsewhere, and the two are compared."""

import json
import os
import threading
import time
from datetime import timedelta
from random import Random

import bagit
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from storages.backends.s3 import S3File

from archive.models import ReportPage
from archive.preservation import backup
from archive.preservation.bag import digest_of
from archive.preservation.stored import named_files
from archive.safeguards.models import Person
from archive.safeguards.people.identity import Identity
from media.models import CustomDocument, CustomImage, PublicRendition
from media.renditions import public_rendition
from media.storage.backends import PRIVATE, PUBLIC, PrivateFileSystemStorage
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory
from tests.media.storage.test_storage import buckets as buckets
from tests.media.storage.test_storage import endpoint as endpoint
from tests.own_connections import with_own_connections

from .conftest import drawn, picture, text

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:'count' is passed as positional"),  # bagit, on Python 3.13
]
TITLES = "{ entries(first: 100) { totalCount nodes { id title path date { edtf } } } }"


def answer():
    body = {"query": TITLES}
    return Client().post("/graphql/", body, content_type="application/json").json()["data"]


def stored_content():
    """The digest of every file that a row names."""
    digests = {}
    for file in named_files():
        with file.held_by.open(file.name) as content:
            digests[file] = digest_of(content)
    return digests


class Meddled(PrivateFileSystemStorage):
    """Private files, and what happens just before one of them is read."""

    before_open = None

    def _open(self, name, mode="rb"):
        if Meddled.before_open:
            Meddled.before_open(name)
        return super()._open(name, mode)


@pytest.fixture
def before_a_file_is_read(settings, monkeypatch):
    private = {**settings.STORAGES["private"], "BACKEND": f"{__name__}.Meddled"}
    settings.STORAGES = settings.STORAGES | {"default": private, "private": private}
    return lambda act: monkeypatch.setattr(Meddled, "before_open", staticmethod(act))


class Writer(threading.Thread):
    """Somebody who adds, changes and deletes at random: one act each time that one is asked for."""

    def __init__(self, section):
        super().__init__(daemon=True)
        self.section, self.random = section, Random(8493)
        self.asked, self.done = threading.Semaphore(0), threading.Semaphore(0)
        self.acts, self.error, self.is_over = 0, None, False

    def act(self, *_arguments):
        """Let one thing more happen, and wait for it."""
        if self.is_alive() and threading.current_thread() is not self:  # it reads files, too
            self.asked.release()
            self.done.acquire()

    def end(self):
        self.is_over = True
        self.act()
        self.join()
        assert self.error is None

    @with_own_connections
    def run(self):
        try:
            while self.asked.acquire() and not self.is_over:
                self.random.choice([self.add, self.replace, self.delete, self.write])()
                self.acts += 1
                self.done.release()
        except Exception as error:  # noqa: BLE001 -- told in the test's own thread
            self.error = error
        finally:
            self.done.release()

    def add(self):
        self.random.choice([picture, text])(1000 + self.acts)

    def replace(self):
        if image := CustomImage.objects.order_by("?").first():
            image.file = drawn(2000 + self.acts)
            image.save()

    def delete(self):
        model = self.random.choice([CustomImage, CustomDocument])
        if file := model.objects.order_by("?").first():
            file.delete()

    def write(self):
        page = ReportPageFactory(parent=self.section, title=f"Report {self.acts}")
        page.title = f"Report {self.acts}, corrected"
        page.save_revision().publish()


def test_a_backup_made_during_writes_is_restored_equal(
    back_up, elsewhere, capsys, before_a_file_is_read
):
    section = ArchiveSectionPageFactory(slug="reports")
    for number in range(4):
        public_rendition(picture(number), "width-160")
        text(number)
    writer = Writer(section)
    writer.start()
    before_a_file_is_read(writer.act)
    folder = back_up()
    writer.end()
    assert writer.acts > 10
    bagit.Bag(str(folder)).validate(processes=1)
    facts = json.loads((folder / "data/facts.json").read_text())
    with elsewhere():
        call_command("restore", folder)
        assert "Restored and equal" in capsys.readouterr().out
        call_command("verify_record")
        assert f"{facts['record']['number']} changes" in capsys.readouterr().out
        restored = ReportPage.objects.count()
        assert 0 < restored == facts["rows"]["archive_reportpage"]
        assert answer()["entries"]["totalCount"] == restored
        picture(9000)  # keys go on after those that were restored


def test_what_is_restored_answers_as_before_and_files_are_the_same(back_up, elsewhere):
    ReportPageFactory(title="Across the river", date="2006-10")
    public_rendition(picture(1), "width-160")
    text(2)
    said, files = answer(), stored_content()
    folder = back_up()
    with elsewhere():
        call_command("restore", folder)
        assert answer() == said
        assert stored_content() == files
        assert PublicRendition.objects.count() == 1


def test_a_file_that_is_deleted_before_it_was_copied_is_no_hole(back_up, before_a_file_is_read):
    text(1)
    late = []

    def add_and_then_delete(name):
        if not late:  # files of a first moment are being copied
            late.append(None)
            late[:] = [picture(2)]
        elif late[0] and name == late[0].file.name:
            late[0].delete()
            late[:] = [None]

    before_a_file_is_read(add_and_then_delete)
    folder = back_up()
    assert late == [None]
    bag = bagit.Bag(str(folder))
    bag.validate(processes=1)
    assert not [path for path in bag.payload_files() if "/images/" in path]
    assert json.loads((folder / "data/facts.json").read_text())["rows"]["media_customimage"] == 0
    assert json.loads((folder / "data/lost.json").read_text()) == []


def test_a_file_that_is_lost_is_named_and_the_rest_is_kept(back_up, folders):
    kept, lost = text(1), text(2)
    PRIVATE.delete(lost.original.name)
    with pytest.raises(CommandError, match=f"private: {lost.original.name}") as refusal:
        back_up()
    assert refusal.value.returncode == 2
    [folder] = (folders / "backups").glob("2*")
    bag = bagit.Bag(str(folder))
    bag.validate(processes=1)
    assert f"data/private/{kept.original.name}" in bag.payload_files()


def test_a_second_backup_stores_what_is_new_and_trusts_no_rotten_file(back_up, folders):
    old, rotten = text(1), text(2)
    long_ago = time.time() - 86_400
    for path in (folders / "here").rglob("*.txt"):
        os.utime(path, (long_ago, long_ago))
    fresh = text(3)  # which is read again, as clocks differ
    first = back_up()
    paths = [f"data/private/{file.original.name}" for file in (old, rotten, fresh)]
    (first / paths[1]).write_bytes(b"Xote 2")
    new = f"data/private/{text(4).original.name}"
    time.sleep(1)  # a backup is named by its second
    second = back_up()
    assert (first / paths[0]).samefile(second / paths[0])
    assert not (first / paths[1]).samefile(second / paths[1])
    assert (first / paths[2]).samefile(second / paths[2])
    assert (second / new).read_bytes() == b"Note 4"
    bagit.Bag(str(second)).validate(processes=1)


def test_no_key_and_no_session_is_in_a_backup_and_sealed_words_stay_sealed(
    back_up, client, settings, django_user_model, monkeypatch
):
    settings.SECRET_KEY = "a-secret-key-of-this-server-7d1c"
    settings.CACHES = settings.CACHES | {
        "other": {
            "BACKEND": "django.core.cache.backends.dummy.DummyCache",
            "LOCATION": "redis://:redis-password@127.0.0.1:6379/0",
        }
    }
    client.force_login(django_user_model.objects.create_superuser("kim"))
    session = client.cookies["sessionid"].value
    Person.objects.create(name="Ms. K").seal(Identity("Kwon Jin-ho", (), ""))
    folder = back_up()
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    keys = [settings.SECRET_KEY, *settings.SEALING_KEYS, session, "redis-password"]
    if password := connection.settings_dict["PASSWORD"]:
        keys.append(password)
    for secret in [*keys, "Kwon Jin-ho"]:
        assert secret.encode() not in content
    assert b"redis://127.0.0.1:6379/0" in content
    modes = {path.stat().st_mode & 0o777 for path in folder.rglob("*")}
    assert modes <= {0o600, 0o700}


def test_nothing_is_restored_over_something_or_from_what_is_not_whole(back_up, elsewhere):
    note = text(1)
    folder = back_up()
    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("restore", folder)
    with elsewhere():
        PRIVATE.save(note.original.name, ContentFile(b"Another"))
        with pytest.raises(CommandError, match="has another file called"):
            call_command("restore", folder)
        assert connection.introspection.table_names() == []
    with (folder / "data/private" / note.original.name).open("ab") as file:
        file.write(b".")
    with elsewhere(), pytest.raises(CommandError, match="was altered"):
        call_command("restore", folder)


def test_files_in_buckets_are_backed_up_once_and_come_back(
    back_up, elsewhere, buckets, monkeypatch, settings
):
    public_rendition(picture(1), "width-160")
    in_buckets, before = settings.STORAGES, stored_content()
    back_up()
    time.sleep(1)
    with monkeypatch.context() as patch:
        patch.setattr(backup, "CLOCKS_DIFFER", timedelta(hours=-1))  # nobody sets a bucket's clock
        patch.setattr(S3File, "read", lambda *_: pytest.fail("It was read again."))
        folder = back_up()
    for storage in (PUBLIC, PRIVATE):
        storage.bucket.objects.all().delete()
    with elsewhere():
        settings.STORAGES = in_buckets
        call_command("restore", folder)
        assert stored_content() == before
    kept = buckets("archive-public").values()
    assert [entry["CacheControl"] for entry in kept] == ["public, max-age=3600, must-revalidate"]


def test_a_folder_that_cannot_be_written_to_is_a_sentence(tmp_path):
    (tmp_path / "backups").touch()  # a file in its place: root may write to every folder
    with pytest.raises(CommandError, match="backups cannot be written to: File exists"):
        call_command("backup", tmp_path / "backups")
