"""Every test here has folders of its own for public and private files."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from media.models import CustomDocument, CustomImage
from media.storage.environment import storages_for
from tests.media.pdf_parts import pdf
from tests.media.planted import saved, scene

PUBLIC = {"is_public_by_itself": True, "review": "nobody"}


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "public"
    settings.STORAGES = settings.STORAGES | storages_for({}, tmp_path / "private")
    return tmp_path


@pytest.fixture
def public_files(folders):
    """List what lies in the public folder."""
    return lambda: [path for path in (folders / "public").rglob("*") if path.is_file()]


@pytest.fixture
def private_files(folders):
    """List what lies in the private folder."""
    return lambda: [path for path in (folders / "private").rglob("*") if path.is_file()]


@pytest.fixture
def content_of():
    """Read a stored file and close it."""

    def read(file):
        with file.open("rb"):
            return file.read()

    return read


@pytest.fixture
def make_image(db):
    """Save a picture as an importer would, public without a page."""

    def make(content=None, name="river.jpg", **fields):
        file = ContentFile(saved(scene(), "JPEG") if content is None else content, name=name)
        return CustomImage.objects.create(title="River", file=file, **PUBLIC | fields)

    return make


@pytest.fixture
def make_document(db):
    """Save a document as an importer would, public without a page."""

    def make(content=None, name="report.pdf", **fields):
        file = ContentFile(pdf() if content is None else content, name=name)
        return CustomDocument.objects.create(title="Report", file=file, **PUBLIC | fields)

    return make
