"""The archive that the benchmarks are run on is one that editors could have made."""

import pytest
from wagtail.models import Page

from archive.models import EntryPage, ReportPage
from tests.factories import ReportPageFactory, languages
from tests.shared_data import shared_data

from .archive import BenchmarkArchive


@shared_data
def archive():
    languages()
    archive = BenchmarkArchive()
    archive.grow(60)
    return archive


@pytest.mark.django_db
def test_the_tree_has_no_problems_and_every_page_would_pass_the_editors_checks(archive):
    problems = Page.find_problems()
    assert not any(problems), problems
    for page in Page.objects.filter(depth__gt=1).specific():
        page.full_clean()
        assert page.url_path == page.set_url_path(page.get_parent())


@pytest.mark.once
@pytest.mark.django_db
def test_derived_columns_are_what_saving_would_have_made_of_them(archive):
    for page in EntryPage.objects.specific():
        before = {name: getattr(page, name) for name in ("date_sort", "summary_derived")}
        page.save(clean=False)
        assert before == {name: getattr(page, name) for name in before}


@pytest.mark.django_db
def test_it_grows_and_leaves_room_for_what_is_saved_after_it(archive):
    archive.grow(40)
    assert EntryPage.objects.count() >= 100
    assert not any(Page.find_problems())
    section = ReportPage.objects.first().get_parent()
    added = ReportPageFactory(parent=section, date=ReportPage.objects.first().date)
    assert EntryPage.objects.filter(reference_code=added.reference_code).count() == 1
