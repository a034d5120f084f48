"""The sitemap: every public page of a site once, with its translations and its last change."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from cms.record.comparison import compare_everything
from cms.record.models import Change, LastChange
from cms.syndication import sitemap
from cms.visibility.models import Frontend
from tests.factories import (
    ArchiveSectionPageFactory,
    HomePageFactory,
    ReportPageFactory,
    StandardPageFactory,
    front_page,
)

from .machine import NAMES, check_address, read, texts

pytestmark = pytest.mark.django_db
HERE = "https://www.example.org"


@pytest.fixture
def section(locales):
    return ArchiveSectionPageFactory(slug="reports")


def files(client, **headers):
    """The addresses of the index's files, as paths on this server."""
    found = texts(read(client, "/sitemap.xml", **headers), "s:sitemap/s:loc")
    return [check_address(each).removeprefix(HERE) for each in found]


def entries(client, **headers):
    """What all files list: last change and translations by address."""
    found = {}
    for path in files(client, **headers):
        for url in read(client, path, **headers).findall("s:url", NAMES):
            [address] = texts(url, "s:loc")
            assert address not in found
            links = {
                link.get("hreflang"): check_address(link.get("href"))
                for link in url.findall("x:link", NAMES)
            }
            found[check_address(address)] = (*texts(url, "s:lastmod"), links)
    return found


def test_it_lists_every_public_page_with_its_last_change(client, section):
    page = ReportPageFactory(parent=section, slug="flood")
    compare_everything()
    addresses = entries(client)
    assert addresses.keys() == {f"{HERE}/", f"{HERE}/reports/", f"{HERE}/reports/flood/"}
    changed_at = LastChange.objects.get(owner=page).at
    lastmod, links = addresses[f"{HERE}/reports/flood/"]
    assert datetime.fromisoformat(lastmod) == changed_at.replace(microsecond=0)
    assert links == {}
    [latest] = texts(read(client, "/sitemap.xml"), "s:sitemap/s:lastmod")
    assert datetime.fromisoformat(latest) >= changed_at.replace(microsecond=0)


def test_a_page_that_the_record_does_not_know_yet_has_no_date(client, section):
    compare_everything()
    ReportPageFactory(parent=section, slug="flood")
    [links] = entries(client)[f"{HERE}/reports/flood/"]
    assert links == {}


def test_translations_name_each_other(client, section, locales):
    page = ReportPageFactory(parent=section, slug="flood")
    for code in ("ja", "ko"):
        front_page().copy_for_translation(locales[code]).save_revision().publish()
        section.copy_for_translation(locales[code]).save_revision().publish()
        page.copy_for_translation(locales[code]).save_revision().publish()
    found = {address: values[-1] for address, values in entries(client).items()}
    group = {
        "en": f"{HERE}/reports/flood/",
        "ja": f"{HERE}/ja/reports/flood/",
        "ko": f"{HERE}/ko/reports/flood/",
    }
    for address in group.values():
        assert found[address] == group


def test_a_hidden_translation_is_not_named(client, section, locales):
    front_page().copy_for_translation(locales["ja"]).save_revision().publish()
    section.copy_for_translation(locales["ja"])  # a draft
    assert entries(client)[f"{HERE}/reports/"][-1] == {}


@pytest.mark.parametrize("state", ["draft", "expired", "private", "scheduled", "alias"])
def test_what_is_hidden_leaves_every_byte_as_it_is(client, section, state):
    compare_everything()
    page = StandardPageFactory(parent=front_page(), slug="hidden")
    seen = client.get("/sitemap-1.xml")
    assert b"/hidden/" in seen.content
    past, future = (timezone.now() + timedelta(hours=hours) for hours in (-1, 1))
    if state == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    values = {
        "draft": {"live": False},
        "expired": {"expire_at": past},
        "scheduled": {"go_live_at": future},
        "alias": {"alias_of": section.page_ptr},
    }
    if state in values:
        Page.objects.filter(pk=page.pk).update(**values[state])
    with_it = [client.get(path) for path in ("/sitemap.xml", "/sitemap-1.xml")]
    page.delete()
    without = [client.get(path) for path in ("/sitemap.xml", "/sitemap-1.xml")]
    for one, other in zip(with_it, without, strict=True):
        assert (one.content, one["ETag"]) == (other.content, other["ETag"])
    assert b"/hidden/" not in with_it[1].content


def test_what_was_withdrawn_is_gone_at_once_and_says_nothing_of_when(client, section):
    page = ReportPageFactory(parent=section, slug="flood")
    before = client.get("/sitemap-1.xml").content
    page.unpublish()
    after = client.get("/sitemap-1.xml").content
    assert b"flood" in before
    assert b"flood" not in after
    compare_everything()
    assert Change.objects.exists()


def test_files_hold_so_many_documents_and_never_part_translations(
    client, section, locales, monkeypatch
):
    monkeypatch.setattr(sitemap, "DOCUMENTS", 2)
    front_page().copy_for_translation(locales["ja"]).save_revision().publish()
    section.copy_for_translation(locales["ja"]).save_revision().publish()
    for number in range(3):
        ReportPageFactory(parent=section, slug=f"report-{number}")
    assert files(client) == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    found = entries(client)
    assert len(found) == 7
    assert set(found[f"{HERE}/reports/"][-1]) == {"en", "ja"}
    for number in (0, 4, 99_999, 10**20):
        assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_many_pages_cost_as_many_statements_as_few(client, section):
    def statements():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/sitemap.xml")
            client.get("/sitemap-1.xml")
        return len(queries)

    ReportPageFactory(parent=section)
    statements()
    few = statements()
    for _ in range(10):
        ReportPageFactory(parent=section)
    assert statements() == few


def test_each_site_has_its_own(client, section, settings):
    settings.ALLOWED_HOSTS = ["*"]
    front = HomePageFactory(slug="memorial")
    StandardPageFactory(parent=front, slug="names")
    site = Site.objects.create(hostname="memorial.example.org", root_page=front)
    Frontend.objects.create(site=site, address="https://memorial.example.net")
    there = read(client, "/sitemap-1.xml", host="memorial.example.org")
    assert sorted(texts(there, "s:url/s:loc")) == [
        "https://memorial.example.net/",
        "https://memorial.example.net/names/",
    ]
    assert entries(client).keys() == {f"{HERE}/", f"{HERE}/reports/"}


def test_addresses_are_uris(client, section):
    ReportPageFactory(parent=section, slug="증언")
    assert f"{HERE}/reports/%EC%A6%9D%EC%96%B8/" in entries(client)


def test_who_has_it_gets_no_second_copy(client, section):
    first = client.get("/sitemap-1.xml")
    assert first["Content-Type"] == "application/xml; charset=utf-8"
    assert first["Cache-Control"].startswith("public, max-age=")
    again = client.get("/sitemap-1.xml", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    ReportPageFactory(parent=section)
    assert client.get("/sitemap-1.xml", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_it_is_kept_no_longer_than_its_pages_are_public(client, section, clock):
    at = clock(timezone.now())
    ReportPageFactory(parent=section, expire_at=at + timedelta(seconds=20))
    assert "max-age=20," in client.get("/sitemap-1.xml")["Cache-Control"]


def test_a_site_without_public_pages_has_none(client, db):
    Page.objects.update(live=False)
    assert client.get("/sitemap.xml").status_code == 404


def test_robots_say_where_it_is(client, section):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert f"\nSitemap: {HERE}/sitemap.xml\n" in answer.content.decode()
    assert files(client) == ["/sitemap-1.xml"]


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-1.xml", "/robots.txt"])
def test_it_is_only_read(client, section, path):
    assert client.post(path).status_code == 405
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")


def test_a_client_that_asks_for_too_much_has_to_wait(client, section, settings):
    settings.GRAPHQL_RATE_LIMIT = 30
    assert client.get("/sitemap-1.xml").status_code == 200
    client.get("/sitemap-1.xml")
    assert client.get("/sitemap-1.xml").status_code == 429


def test_a_purge_by_the_tags_of_a_change_reaches_it(client, section):
    page = ReportPageFactory(parent=section, slug="flood")
    compare_everything()
    for path in ("/sitemap.xml", "/sitemap-1.xml"):
        shown = set(client.get(path)["Cache-Tag"].split(","))
        assert shown & set(Change.objects.get(key=page.pk, type="Report").tags)
