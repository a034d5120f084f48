"""A file is complete or missing, and files never overwrite each other."""

import errno
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from media.models import CustomDocument
from media.storage.backends import WholeFileSystemStorage

FULL = OSError(errno.ENOSPC, "No space left on device")


class Ends(ContentFile):
    """Content of which the disk takes only the beginning."""

    def chunks(self, chunk_size=None):
        yield b"the beginning"
        raise FULL


@pytest.fixture
def storage(tmp_path):
    return WholeFileSystemStorage(tmp_path)


def files(storage):
    return sorted(path.name for path in Path(storage.location).rglob("*") if path.is_file())


def content(storage, name):
    return Path(storage.path(name)).read_bytes()


def test_of_what_does_not_fit_nothing_is_left(storage):
    with pytest.raises(OSError, match="No space"):
        storage.save("folder/letter.pdf", Ends(b""))
    assert files(storage) == []


def test_nobody_sees_a_file_that_is_being_written(storage):
    class Looking(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            assert not storage.exists("letter.pdf")
            yield b" and half"

    assert storage.save("letter.pdf", Looking(b"")) == "letter.pdf"
    assert content(storage, "letter.pdf") == b"half and half"
    assert files(storage) == ["letter.pdf"]


def test_a_name_taken_meanwhile_stays_the_other_s(storage):
    class Slow(ContentFile):
        def chunks(self, chunk_size=None):
            (Path(storage.location) / "letter.pdf").write_bytes(b"another")
            yield b"mine"

    name = storage.save("letter.pdf", Slow(b""))
    assert name != "letter.pdf"
    assert content(storage, name) == b"mine"
    assert content(storage, "letter.pdf") == b"another"


def test_where_a_file_system_knows_no_links_it_is_renamed(storage, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    storage.save("letter.pdf", ContentFile(b"whole"))
    assert content(storage, "letter.pdf") == b"whole"
    assert files(storage) == ["letter.pdf"]


@pytest.mark.django_db
def test_an_upload_to_a_full_disk_is_503_and_leaves_nothing(admin_client, monkeypatch):
    def save(*_):
        raise FULL

    for alias in ("private", "public"):
        monkeypatch.setattr(type(storages[alias]), "_save", save)
    admin_client.raise_request_exception = False
    form = {"title": "Letter", "file": SimpleUploadedFile("a.txt", b"A letter."), "collection": 1}
    answer = admin_client.post("/admin/documents/add/", form, headers={"Accept": "text/html"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "storage for files is full" in answer.text
    assert not CustomDocument.objects.exists()
