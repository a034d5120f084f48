"""Uploads left in a form are deleted after a day."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import UploadedFile

from media.leftovers import delete_unfinished_uploads

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload():
    return UploadedFile.objects.create(file=ContentFile(b"bytes", name="river.jpg"))


def test_it_waits_for_a_day_and_is_deleted_with_its_file(upload, clock):
    storage, name = upload.file.storage, upload.file.name
    assert delete_unfinished_uploads() == 0
    assert storage.exists(name)
    clock(timezone.now() + timedelta(days=1, minutes=1))
    assert delete_unfinished_uploads() == 1
    assert not storage.exists(name)
    assert not UploadedFile.objects.exists()


def test_one_whose_file_is_gone_goes_too(upload):
    upload.file.storage.delete(upload.file.name)
    assert delete_unfinished_uploads() == 1
