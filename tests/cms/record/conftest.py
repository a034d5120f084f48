"""A record, and a letter in it."""

import pytest

from cms.record.models import Change
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, front_page


@pytest.fixture
def changes(django_capture_on_commit_callbacks):
    """Do something as if its transaction committed; the changes that it leaves in the record."""

    def run(write):
        before = Change.objects.count()
        with django_capture_on_commit_callbacks(execute=True):
            written = write()
        new = Change.objects.order_by("number")[before:]
        return written, [(each.kind, each.type, each.path) for each in new]

    run(front_page)
    return run


@pytest.fixture
def letter(changes):
    section, _ = changes(lambda: ArchiveSectionPageFactory(slug="letters"))
    return changes(lambda: LetterPageFactory(parent=section, slug="appeal"))[0]
