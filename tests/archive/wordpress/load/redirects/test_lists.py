"""The old site's lists of posts, and where their addresses lead."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from cms.visibility.models import Frontend
from tests.archive.wordpress.load.runs import page_of, tables
from tests.archive.wordpress.wxr import SITE, post
from tests.factories import front_page

pytestmark = pytest.mark.django_db
BLOG = f"{SITE}/blog"
TERMS = [("category", "defectors", "Defectors"), ("post_tag", "unhcr", "UNHCR")]


MONTHS = ["/?m=200610", "/2006/10/", "/2006/"]
IN_OCTOBER = {"posted": "2006-10-05 00:00:00"}
OF_JANUARY = post(1, "Border Report – January 1999", "Words", **IN_OCTOBER)


@pytest.mark.parametrize("path", MONTHS)
@pytest.mark.parametrize("status", ["draft", "private", "pending"])
def test_a_month_of_drafts_leads_to_all(site, reader, path, status):
    site.write(OF_JANUARY, post(2, "Draft", "Words", status=status, **IN_OCTOBER))
    site.run()
    assert reader.led(path)["page"]["path"] == "/old-site/"


@pytest.mark.parametrize("path", MONTHS)
def test_a_month_of_private_documents_leads_to_all(site, reader, path):
    site.write(OF_JANUARY, post(2, "Other", "Words", **IN_OCTOBER))
    site.run()
    PageViewRestriction.objects.create(page=page_of(2), restriction_type="login")
    site.run()
    assert reader.led(path)["page"]["path"] == "/old-site/"


@pytest.mark.parametrize("path", MONTHS[:2])
def test_a_month_is_led_to_again_when_a_document_of_it_has_come(site, reader, path):
    site.write(OF_JANUARY)
    site.run()
    assert reader.led(path)["page"]["path"] == "/old-site/"
    site.write(OF_JANUARY, post(2, "Other", "Words", **IN_OCTOBER))
    site.run()
    assert reader.led(path)["period"]["month"] == 10


def test_a_list_that_an_editor_led_elsewhere_stays_there(site, admin_client):
    site.write(OF_JANUARY, post(2, "Other", "Words", **IN_OCTOBER))
    site.run()
    redirect = Redirect.objects.get(old_path="/?m=200610")
    form = {"old_path": "/?m=200610", "site": redirect.site_id, "is_permanent": "on"}
    form["redirect_link"] = "http://other.example/"
    address = reverse("wagtailredirects:edit", args=[redirect.pk])
    assert admin_client.post(address, form).status_code == 302
    before = tables()
    site.run()
    assert tables() == before


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("/blog/category/defectors/", "category", "defectors"),
        ("/blog/tag/unhcr/", "tag", "unhcr"),
        ("/blog/?tag=unhcr", "tag", "unhcr"),
        ("/blog/2006/01/", "period", None),
        ("/blog/2006/", "period", None),
        ("/blog/?m=200601", "period", None),
        ("/blog/", "page", "home"),
        ("/blog/film/", "page", "film"),
        ("/blog/?p=1", "page", "film"),
    ],
)
def test_the_addresses_of_a_site_in_a_folder_lead_on(site, reader, path, name, value):
    guid = "http://earlier.example/?p=1"
    site.write(post(1, "Film", "Words", slug="film", site=BLOG, terms=TERMS, guid=guid), site=BLOG)
    site.run()
    found = reader.led(path)[name]
    assert found
    assert value is None or found.get("slug", found) in (value, front_page().slug)


def test_a_number_is_of_the_folder_that_the_site_was_in(site, reader):
    site.write(post(1, "Film", "Words", site=BLOG), site=BLOG)
    site.run()
    assert not reader.at("/?p=1")["redirect"]


def test_a_link_to_a_list_leads_to_the_frontend_of_the_site(site):
    Frontend.objects.create(site=Site.objects.get(), address="https://new.example.org")
    site.write(post(1, "One", f'<a href="{SITE}/category/defectors/">All</a>', terms=TERMS))
    site.run()
    assert "https://new.example.org/category/defectors/" in str(page_of(1).specific.body.raw_data)


def test_a_permalink_that_is_a_year_is_named(site):
    site.write(
        post(1, "2014 in review", "Words.", link=f"{SITE}/2014/", posted="2014-12-31 00:00:00")
    )
    assert "/2014 is the list of 2014 here." in site.run().texts(1)
