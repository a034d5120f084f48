"""The old site's lists of posts, and where their addresses lead."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from cms.visibility.models import Frontend
from tests.archive.wordpress.load.runs import page_of, tables
from tests.archive.wordpress.wxr import SITE, post
from tests.factories import front_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
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


@pytest.mark.parametrize("path", ["/2014/", "/2014/12/"])
def test_a_permalink_that_is_a_year_or_a_month_is_the_posts_and_named(site, reader, path):
    in_december = {"posted": "2014-12-31 00:00:00"}
    site.write(
        post(1, "2014 in review", "Words.", link=f"{SITE}{path}", **in_december),
        post(2, "Another", "Words.", **in_december),
    )
    assert f"{path.rstrip('/')} leads to it, as it did there" in site.run().texts(1)
    assert reader.title_at(path) == "2014 in review"
    other = {"/2014/": "/2014/12/", "/2014/12/": "/2014/"}[path]
    assert reader.at(other)["period"]["year"] == 2014
    page_of(1).unpublish()
    assert reader.at(path)["period"]["year"] == 2014


LINKS = ["/topics/defectors/", "/topics/film/", "/label/unhcr/", "/topics/defectors/page/2/"]


def test_a_base_that_links_tell_is_that_of_all_lists(site, reader):
    links = "".join(f'<a href="{SITE}{path}">x</a> ' for path in LINKS[:1] + LINKS[2:])
    terms = [*TERMS, ("category", "film", "Film")]
    site.write(post(1, "Links", links, terms=terms), post(2, "Other", "Words."), terms=terms)
    assert "dead-link" not in site.run().codes(1)
    assert "/category/defectors/" in reader.html(1)
    assert [reader.led(path)["category"]["slug"] for path in LINKS[:2]] == ["defectors", "film"]
    assert reader.led(LINKS[2])["tag"]["slug"] == "unhcr"


def test_what_leads_to_posts_is_no_base(site, reader):
    links = "".join(f'<a href="{SITE}/defectors/{name}/">x</a> ' for name in ("one", "two"))
    odd = f'<a href="{SITE}/defectors/unhcr/">x</a>'
    posts = [post(n, name, "x", link=f"{SITE}/defectors/{name}/") for n, name in ((2, "one"),)]
    site.write(post(1, "Links", links + odd, terms=TERMS), *posts, terms=TERMS)
    site.run()
    assert reader.at("/defectors/defectors/")["status"] == 404


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("/author/kato/", "/old-site/"),
        ("/?author=3", "/old-site/"),
        ("/type/aside/", "/old-site/"),
        ("/feed/", "/"),
        ("/2006/10/05/", "/2006/10/"),
        ("/2006/10/05/other/", "/old-site/other/"),
        ("/other/", "/old-site/other/"),
    ],
)
def test_a_link_to_what_has_no_list_here_leads_to_the_nearest(site, reader, href, path):
    link = f'<a href="{SITE}{href}">words</a>'
    at = {"slug": "other", "link": f"{SITE}/2006/10/other/", **IN_OCTOBER}
    site.write(post(1, "Links", link), post(2, "Other", "Words.", **at))
    assert "dead-link" not in site.run().codes(1)
    assert f'href="https://www.example.org{path}"' in reader.html(1)


@pytest.mark.parametrize("path", ["/author/kato/", "/author/kato/page/2/", "/author/kato/feed/"])
def test_the_address_of_an_author_leads_to_the_front_page(site, reader, path):
    site.write(post(1, "Other", "Words."))
    site.run()
    assert reader.led(path)["page"]["path"] == "/"
