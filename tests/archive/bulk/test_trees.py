"""Actions on a large section run in the background, or are refused."""

import pytest
from django.urls import reverse

from archive.bulk import runs, trees
from archive.models import BulkRun
from tests.factories import ReportPageFactory

from .asking import slugs

pytestmark = pytest.mark.django_db
MANY = 4


@pytest.fixture
def many(section, monkeypatch):
    """A section with more pages than an editor waits for."""
    monkeypatch.setattr(runs, "AT_ONCE", MANY)
    monkeypatch.setattr(trees, "MOST", MANY)
    for place in range(MANY):
        ReportPageFactory(parent=section, slug=f"n{place}")
    return section


def address(name, page):
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


def test_a_section_is_unpublished_with_all_below_it_by_a_run(many, client):
    answer = client.post(address("unpublish", many), {"include_descendants": "on"})
    assert answer.url == reverse("archive_bulk_run", args=[BulkRun.objects.get().pk])
    assert len(slugs(live=True, slug__startswith="n")) == MANY
    runs.go_on_with_all()
    assert slugs(live=True, slug__startswith="n") == slugs(live=True, slug="reports") == []


def test_without_what_is_below_it_a_section_is_unpublished_at_once(many, client):
    client.post(address("unpublish", many), {})
    assert slugs(live=True, slug="reports") == []
    assert not BulkRun.objects.exists()


def test_a_section_of_many_is_neither_deleted_nor_copied_with_them(many, client):
    copied = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": many.get_parent().pk}
    for name, form in (
        ("delete", {}),
        ("copy", {**copied, "copy_subpages": "on"}),
    ):
        answer = client.post(address(name, many), form, follow=True)
        assert f"At most {MANY} pages" in answer.text
    assert slugs(slug="copy") == []
    assert slugs(slug="reports") == ["reports"]
    assert client.post(address("copy", many), copied).status_code == 302
    assert slugs(slug="copy") == ["copy"]


def test_many_that_are_chosen_are_not_deleted_at_once(many, ask):
    pages = list(many.get_children())
    answer = ask("delete", {}, many)
    assert answer.url == f"/admin/pages/{many.pk}/"
    assert slugs(slug="reports") == ["reports"]
    confirmed = {"confirm_site_name": "Archive"}
    ask("delete", confirmed, *pages)
    assert slugs(slug__startswith="n") == []


def test_what_is_chosen_with_the_section_that_it_lies_in_goes_with_it(many, ask, monkeypatch):
    monkeypatch.setattr(trees, "MOST", MANY + 1)
    ask("delete", {"confirm_site_name": "Archive"}, many, *many.get_children())
    assert slugs(slug="reports") == []
