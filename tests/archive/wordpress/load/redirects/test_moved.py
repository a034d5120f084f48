"""What got another address on the old site since it was imported."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from tests.archive.wordpress.load.runs import page_of, tables
from tests.archive.wordpress.wxr import SITE, post

pytestmark = [pytest.mark.django_db, pytest.mark.once]


ABOVE = post(1, "Above", "Words", kind="page", slug="above")
BEFORE = {"kind": "page", "slug": "below"}
SINCE = {"kind": "page", "slug": "moved", "parent": 1, "link": f"{SITE}/above/moved/"}


@pytest.fixture
def moved(site):
    """A page that was imported, and that the old site has elsewhere since."""
    site.write(ABOVE, post(2, "Below", "Words", **BEFORE))
    site.run()
    site.write(ABOVE, post(2, "Below", "Words", **SINCE))
    return site


@pytest.mark.parametrize("option", [[], ["--update"]])
def test_a_page_answers_at_its_new_address_and_stays_where_it_is(moved, reader, option):
    moved.run(*option)
    assert reader.title_at("/above/moved/") == "Below"
    assert reader.title_at("/below/") == "Below"
    assert page_of(2).slug == "below"


def test_a_dry_run_makes_no_redirect(moved):
    before = tables()
    moved.run("--dry-run", "--update")
    assert tables() == before


def test_an_edited_page_answers_at_its_new_address(moved, reader):
    page = page_of(2)
    page.title = "Edited"
    page.save_revision().publish()
    moved.run("--update")
    assert reader.title_at("/above/moved/") == "Edited"


def test_the_address_that_it_left_goes_to_whoever_has_it_now(site, reader):
    site.write(post(1, "First", "Words", slug="news"))
    site.run()
    site.write(post(1, "First", "Words", slug="old-news"), post(2, "Second", "Words", slug="news"))
    site.run()
    assert reader.title_at("/news/") == "Second"
    assert reader.title_at("/old-news/") == "First"


def test_a_redirect_that_an_editor_deleted_stays_deleted(moved, admin_client):
    moved.run()
    redirect = Redirect.objects.get(old_path="/above/moved")
    assert admin_client.post(reverse("wagtailredirects:delete", args=[redirect.pk])).status_code
    assert "was deleted here" in moved.run().texts(2)
    assert not Redirect.objects.filter(old_path="/above/moved").exists()


def test_all_addresses_of_a_post_are_looked_up_in_one_statement(moved):
    moved.run()
    with CaptureQueriesContext(connection) as asked:
        moved.run()
    on_redirects = [each for each in asked if 'FROM "wagtailredirects_redirect"' in each["sql"]]
    assert len([each for each in on_redirects if "/above/moved" in each["sql"]]) == 1
