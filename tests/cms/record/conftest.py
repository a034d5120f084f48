"""A record, and a letter in it."""

import pytest
from django.test import TestCase
from django.utils import timezone

from cms.record.chain import link
from cms.record.lock import record_lock
from cms.record.models import Change
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, front_page
from tests.shared_data import shared_data


@pytest.fixture
def changes(django_capture_on_commit_callbacks):
    """Do something as if its transaction committed; returns the resulting changes in the record."""

    def run(write):
        before = Change.objects.count()
        with django_capture_on_commit_callbacks(execute=True):
            written = write()
        new = Change.objects.order_by("number")[before:]
        return written, [(each.kind, each.type, each.path) for each in new]

    run(front_page)
    return run


@shared_data
def letter():
    with TestCase.captureOnCommitCallbacks(execute=True):
        front_page()
    with TestCase.captureOnCommitCallbacks(execute=True):
        section = ArchiveSectionPageFactory(slug="letters")
    with TestCase.captureOnCommitCallbacks(execute=True):
        return LetterPageFactory(parent=section, slug="appeal")


@pytest.fixture
def record(db):
    """Write changes of these letters into the record: `record(1, 2)`."""

    def write(*keys, **values):
        now = timezone.now()
        defaults = {"kind": "UPDATED", "type": "Letter", "subject": "wagtailcore.page", "at": now}
        with record_lock() as last:
            changes = [
                Change(**(defaults | {"key": key, "path": f"/letters/{key}/"} | values))
                for key in keys
            ]
            link(changes, last)
            Change.objects.bulk_create(changes)
        return changes

    return write
