"""The owner of an old address is the item that the old site showed there, in any order."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from tests.archive.wordpress.load.runs import page_of, tables
from tests.archive.wordpress.wxr import SITE, post

pytestmark = [pytest.mark.django_db, pytest.mark.once]


RENAMED = post(1, "Renamed", "Words", slug="new", meta={"_wp_old_slug": "film"})
BY_GUID = post(1, "By guid", "Words", slug="new", guid=f"{SITE}/film/")
PRIVATE = post(1, "Private", "Words", slug="film", status="private")
FILM = post(2, "Film", "Words", slug="film")


@pytest.mark.parametrize("other", [RENAMED, BY_GUID, PRIVATE])
@pytest.mark.parametrize("is_first", [True, False])
def test_an_address_leads_to_the_post_that_was_there(site, reader, other, is_first):
    site.write(*([other, FILM] if is_first else [FILM, other]))
    ran = site.run()
    assert reader.title_at("/film/") == "Film"
    assert "/film was the address of “Film” there." in ran.texts(1)
    assert "redirect-taken" not in ran.codes(2)


@pytest.mark.parametrize("other", [RENAMED, PRIVATE])
def test_an_address_that_an_earlier_run_gave_away_is_given_back(site, reader, other):
    site.write(other)
    site.run()
    site.write(other, FILM)
    site.run()
    assert reader.title_at("/film/") == "Film"
    before = tables()
    site.run()
    assert tables() == before


def test_a_part_of_an_export_takes_no_address_of_what_it_does_not_hold(site, reader):
    site.write(FILM)
    site.run()
    site.write(RENAMED)
    assert "redirect-taken" in site.run().codes(1)
    assert reader.title_at("/film/") == "Film"


def test_what_is_at_an_address_now_takes_it_from_what_is_gone_there(site, reader):
    site.write(post(3, "Gone since", "Words", slug="film"))
    site.run()
    site.write(FILM)
    site.run()
    assert reader.title_at("/film/") == "Film"


def test_a_redirect_that_an_editor_changed_stays(site, reader, admin_client):
    site.write(RENAMED, post(3, "Third", "Words"))
    site.run()
    redirect = Redirect.objects.get(old_path="/film")
    address = reverse("wagtailredirects:edit", args=[redirect.pk])
    form = {"old_path": "/film", "site": redirect.site_id, "is_permanent": "on"}
    form["redirect_page"] = page_of(3).pk
    assert admin_client.post(address, form).status_code == 302
    site.write(RENAMED, post(3, "Third", "Words"), FILM)
    assert "/film leads elsewhere already." in site.run().texts(2)
    assert reader.title_at("/film/") == "Third"


def test_a_redirect_that_is_for_all_sites_stays(site, reader):
    site.write(post(3, "Third", "Words"))
    site.run()
    Redirect.add_redirect("/film/", page_of(3))
    site.write(post(3, "Third", "Words"), FILM)
    assert "redirect-taken" in site.run().codes(2)
    assert reader.title_at("/film/") == "Third"


def test_an_old_slug_ends_as_the_address_does(site, reader):
    link = f"{SITE}/2006/film.html"
    site.write(post(1, "Film", "Words", slug="film", link=link, meta={"_wp_old_slug": "movie"}))
    site.run()
    assert reader.title_at("/2006/movie.html") == "Film"
