"""The revision of an imported page is Wagtail's own, and costs no second writing of the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import LetterPage, ReportPage
from archive.wordpress.load.bookkeeping.page_digests import content_digest, page_digest
from archive.wordpress.load.pages.revisions import save_revision
from tests.factories import LetterPageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db


def test_the_revision_is_the_last_one_and_the_live_one():
    page = ReportPage.objects.get(pk=ReportPageFactory().pk)
    revision = save_revision(page, None)
    stored = ReportPage.objects.get(pk=page.pk)
    assert (stored.latest_revision, stored.live_revision) == (revision, revision)
    assert stored.latest_revision_created_at == revision.created_at
    assert not stored.has_unpublished_changes


def test_a_draft_has_no_live_revision():
    page = ReportPage.objects.get(pk=ReportPageFactory(live=False).pk)
    save_revision(page, None)
    assert ReportPage.objects.get(pk=page.pk).live_revision is None


def test_neither_index_is_written_again():
    page = ReportPage.objects.get(pk=ReportPageFactory().pk)
    with CaptureQueriesContext(connection) as queries:
        save_revision(page, None)
    tables = [query["sql"].split('"')[1] for query in queries if query["sql"][:6] != "SELECT"]
    assert "wagtailcore_revision" in tables
    assert not [table for table in tables if "search" in table or "reference" in table]


def test_the_page_can_be_saved_as_ever_afterwards():
    page = ReportPage.objects.get(pk=ReportPageFactory().pk)
    save_revision(page, None)
    page.title = "Another"
    page.save()
    assert ReportPage.objects.get(pk=page.pk).title == "Another"


def test_a_revision_and_its_page_have_the_same_digest():
    page = LetterPage.objects.get(pk=LetterPageFactory().pk)
    written = content_digest(save_revision(page, None).content)
    assert page_digest(LetterPage.objects.get(pk=page.pk)) == written
    assert content_digest(page.latest_revision.content) == written
