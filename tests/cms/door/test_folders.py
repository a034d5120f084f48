"""Files on disk are readable by the server's user only."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from cms.door.folders import open_to_others
from tests.cms.settings.test_production import production  # noqa: F401 -- a fixture
from tests.factories import ImageFactory

CHECK = ("manage.py", "check")


@pytest.mark.django_db
def test_originals_copies_sizes_and_files_are_closed():
    picture = ImageFactory()
    picture.get_rendition("width-160")
    get_document_model().objects.create(title="A fax", file=ContentFile(b"x", name="fax.txt"))
    paths = list(Path(settings.FILES).rglob("*"))
    assert len([path for path in paths if path.is_file()]) > 3
    assert list(open_to_others(*paths)) == []


def test_whatever_else_a_process_writes_is_closed(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("", "utf-8")
    assert list(open_to_others(tmp_path / "folder", tmp_path / "file")) == []


def test_production_refuses_what_others_can_read(production, tmp_path):  # noqa: F811
    database = tmp_path / "db.sqlite3"
    database.touch(0o600)
    assert production(*CHECK).returncode == 0
    database.chmod(0o640)
    process = production(*CHECK)
    assert process.returncode != 0
    assert f"chmod -R go= {database}" in process.stderr


def test_a_folder_is_told_and_one_that_is_missing_is_not(tmp_path):
    tmp_path.chmod(0o701)
    [sentence] = open_to_others(tmp_path, tmp_path / "missing")
    assert str(tmp_path) in sentence
