"""The import is compared with pages that say the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from archive.models import ArchiveSectionPage, EntryPage
from archive.wordpress.load.bookkeeping.page_digests import page_digest
from archive.wordpress.load.site.tree import SLUG
from tests.shared_data import shared_data

from . import imports
from .fairness import UnequalWork


@shared_data
def written():
    """The section that an import has filled, and the one that Wagtail alone has."""
    with TemporaryDirectory() as folder:
        imports.write_archive(Path(folder), 8)
        imports.import_archive(Path(folder))
    imported = ArchiveSectionPage.objects.get(slug=SLUG)
    section, _effort = imports.write_plainly(imported)
    return imported, section


pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_both_wrote_the_same_pages(written):
    assert imports.check_same_bodies(*written) == 8


def test_both_wrote_the_same_rows_and_terms(written):
    digests = [[page_digest(page) for page in imports.entries(section)] for section in written]
    assert digests[0] == digests[1]


def test_a_body_that_says_less_is_not_compared(written):
    page = EntryPage.objects.child_of(written[1]).order_by("path").first()
    page.body = list(page.body.raw_data)[1:]
    EntryPage.objects.filter(pk=page.pk).update(body=page.body)
    with pytest.raises(UnequalWork, match=r"differ at data\[0\]"):
        imports.check_same_bodies(*written)


def test_every_page_has_a_revision(written):
    pages = [page for section in written for page in imports.entries(section)]
    assert all(page.latest_revision for page in pages)
