"""Atom feeds of what lists documents, and of corrections."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from cms.record.comparison import compare_everything
from cms.record.models import Act, Change
from cms.visibility.models import Frontend
from home.models import HomePage
from tests.cms.syndication.machine import NAMES, check_address, read, texts
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    HomePageFactory,
    PlaceFactory,
    ReportPageFactory,
    TagFactory,
    front_page,
)

pytestmark = pytest.mark.django_db
HERE = "https://www.example.org"
THEN = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def section(locales):
    return ArchiveSectionPageFactory(slug="reports", title="Reports")


def report(section, slug, days=0, **values):
    page = ReportPageFactory(parent=section, slug=slug, title=slug.title(), **values)
    at = THEN + timedelta(days=days)
    Page.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
    return page


def titles(client, path="/feeds/feed.xml"):
    return texts(read(client, path), "a:entry/a:title")


def checked(feed):
    """A feed as RFC 4287, section 4.1, wants it."""
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang")
    for each in (feed, *feed.findall("a:entry", NAMES)):
        for name in ("a:id", "a:title", "a:updated"):
            assert len(each.findall(name, NAMES)) == 1
        assert datetime.fromisoformat(*texts(each, "a:updated")).tzinfo
        [link] = [one for one in each.findall("a:link", NAMES) if one.get("rel") == "alternate"]
        check_address(link.get("href"))
    identifiers = texts(feed, "a:entry/a:id")
    assert len(set(identifiers)) == len(identifiers)
    assert texts(feed, "a:author/a:name") != [""]
    [own] = [one.get("href") for one in feed.findall("a:link[@rel='self']", NAMES)]
    check_address(own)
    return feed


def test_the_feed_of_a_site_has_its_newest_documents(client, section):
    report(section, "older", days=1, summary="Rain & <snow>.")
    report(section, "newer", days=2)
    feed = checked(read(client, "/feeds/feed.xml"))
    assert texts(feed, "a:entry/a:title") == ["Newer", "Older"]
    older = feed.findall("a:entry", NAMES)[1]
    assert older.find("a:link", NAMES).get("href") == f"{HERE}/reports/older/"
    assert texts(older, "a:summary") == ["Rain &amp; &lt;snow&gt;."]  # it is of the type html
    assert texts(older, "a:published") == ["2026-03-02T00:00:00+00:00"]
    assert texts(feed, "a:updated") == ["2026-03-03T00:00:00+00:00"]
    assert texts(feed, "a:id") == [f"{HERE}/feeds/feed.xml"]


def test_a_section_has_one_of_its_own(client, section):
    report(section, "flood")
    report(ArchiveSectionPageFactory(slug="letters"), "appeal")
    feed = checked(read(client, "/feeds/reports/feed.xml"))
    assert texts(feed, "a:entry/a:title") == ["Flood"]
    assert texts(feed, "a:title")[0].startswith("Reports – ")
    assert feed.find("a:link", NAMES).get("href") == f"{HERE}/reports/"


def test_so_have_categories_tags_and_places(client, section):
    wide = CategoryFactory(slug="people")
    narrow = CategoryFactory(slug="defectors", parent=wide)
    page = report(section, "flood", categories=[narrow], places=[PlaceFactory(slug="yanji")])
    page.tags.add(TagFactory(slug="rain"))
    page.save()
    report(section, "other")
    for path in ("category/defectors", "category/people", "place/yanji", "tag/rain"):
        assert titles(client, f"/feeds/{path}/feed.xml") == ["Flood"], path


def test_a_language_has_its_own(client, section, locales):
    page = report(section, "flood")
    for each in (front_page(), section, page):
        each.copy_for_translation(locales["ja"]).save_revision().publish()
    page.get_translation(locales["ja"]).save()
    feed = checked(read(client, "/feeds/ja/feed.xml"))
    links = [each.find("a:link", NAMES).get("href") for each in feed.findall("a:entry", NAMES)]
    assert links == [f"{HERE}/ja/reports/flood/"]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "ja"


def test_the_identity_of_an_entry_outlives_its_address(client, section):
    page = report(section, "flood")
    before = texts(read(client, "/feeds/feed.xml"), "a:entry/a:id")
    page.refresh_from_db()
    page.slug = "great-flood"
    page.save_revision().publish()
    feed = read(client, "/feeds/feed.xml")
    assert texts(feed, "a:entry/a:id") == before
    assert feed.find("a:entry/a:link", NAMES).get("href") == f"{HERE}/reports/great-flood/"


@pytest.mark.parametrize("state", ["draft", "expired", "private", "scheduled"])
@pytest.mark.parametrize("path", ["/feeds/feed.xml", "/feeds/reports/feed.xml"])
def test_what_is_hidden_leaves_every_byte_as_it_is(client, section, state, path):
    report(section, "flood")
    page = report(section, "hidden", days=3)
    assert "Hidden" in titles(client, path)
    past, future = (timezone.now() + timedelta(hours=hours) for hours in (-1, 1))
    if state == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    values = {
        "draft": {"live": False},
        "expired": {"expire_at": past},
        "scheduled": {"go_live_at": future},
    }
    Page.objects.filter(pk=page.pk).update(**values.get(state, {}))
    with_it = client.get(path)
    page.delete()
    without = client.get(path)
    assert (with_it.content, with_it["ETag"]) == (without.content, without["ETag"])
    assert b"Hidden" not in with_it.content


def test_what_is_hidden_has_no_feed(client, section):
    report(section, "flood")
    section.unpublish()
    CategoryFactory(slug="unused")
    for path in ("reports", "category/unused", "category/none", "tag/none", "nowhere", "zz"):
        assert client.get(f"/feeds/{path}/feed.xml").status_code == 404, path
    assert titles(client) == []


@pytest.mark.parametrize(
    "name", ["reports/flood/feed", "reports/corrections", "/x.net/feed", "%00/feed"]
)
def test_what_lists_nothing_has_no_feed(client, section, name):
    report(section, "flood")
    assert client.get(f"/feeds/{name}.xml").status_code == 404


def test_a_feed_leads_on_with_its_section(client, section, django_capture_on_commit_callbacks):
    compare_everything()
    with django_capture_on_commit_callbacks(execute=True):
        section.slug = "studies"
        section.save_revision().publish()
    answer = client.get("/feeds/reports/feed.xml")
    assert (answer.status_code, answer["Location"]) == (301, f"{HERE}/feeds/studies/feed.xml")
    assert titles(client, "/feeds/studies/feed.xml") == []


def test_the_feed_of_what_was_taken_down_says_so(client, section):
    compare_everything()
    section.unpublish()
    compare_everything()
    assert client.get("/feeds/reports/feed.xml").status_code == 410


def test_a_feed_without_entries_does_not_change_by_itself(client, section):
    HomePage.objects.update(last_published_at=THEN)
    feed = checked(read(client, "/feeds/feed.xml"))
    assert texts(feed, "a:updated") == ["2026-03-01T00:00:00+00:00"]
    assert texts(checked(read(client, "/feeds/corrections.xml")), "a:updated") == [
        "1970-01-01T00:00:00+00:00"
    ]


@pytest.mark.once
def test_characters_that_xml_cannot_write_are_left_out(client, section):
    page = report(section, "flood")
    Page.objects.filter(pk=page.pk).update(title="Fl\x0bood \U0001f30a\x1f")
    assert titles(client) == ["Flood \U0001f30a"]


def correct(page, note):
    """An editor corrects a page, and says so to readers."""
    Act.objects.create(
        subject="wagtailcore.page", key=page.pk, kind="CORRECTED", at=timezone.now(),
        note="The hidden note", public_note=note,
    )  # fmt: skip
    page.title += "!"
    page.save_revision().publish()
    compare_everything()
    return Change.objects.order_by("-number").first()


def test_corrections_are_told_with_what_was_said_of_them(client, section):
    page = report(section, "flood")
    compare_everything()
    first, second = correct(page, "It rained twice."), correct(page, "And once more.")
    assert (first.kind, second.kind) == ("CORRECTED", "CORRECTED")
    feed = checked(read(client, "/feeds/corrections.xml"))
    assert texts(feed, "a:entry/a:title") == ["Flood!!", "Flood!!"]
    assert texts(feed, "a:entry/a:summary") == ["And once more.", "It rained twice."]
    assert texts(feed, "a:entry/a:updated") == [second.at.isoformat(), first.at.isoformat()]
    assert b"hidden note" not in client.get("/feeds/corrections.xml").content


def test_the_corrections_of_what_was_withdrawn_are_told_no_more(client, section):
    page = report(section, "flood")
    compare_everything()
    correct(page, "It rained twice.")
    assert titles(client, "/feeds/corrections.xml") == ["Flood!"]
    page.unpublish()
    assert titles(client, "/feeds/corrections.xml") == []


def test_corrections_are_told_in_their_language_alone(client, section, locales):
    page = report(section, "flood")
    front_page().copy_for_translation(locales["ja"]).save_revision().publish()
    compare_everything()
    correct(page, "It rained twice.")
    assert titles(client, "/feeds/ja/corrections.xml") == []


def test_each_site_has_its_own(client, section, settings):
    settings.ALLOWED_HOSTS = ["*"]
    front = HomePageFactory(slug="memorial")
    report(ArchiveSectionPageFactory(parent=front, slug="names"), "theirs")
    report(section, "ours")
    site = Site.objects.create(hostname="memorial.example.org", root_page=front)
    Frontend.objects.create(site=site, address="https://memorial.example.net")
    there = read(client, "/feeds/feed.xml", host="memorial.example.org")
    assert texts(there, "a:entry/a:title") == ["Theirs"]
    assert (
        there.find("a:entry/a:link", NAMES).get("href").startswith("https://memorial.example.net/")
    )
    assert titles(client) == ["Ours"]


@pytest.mark.once
@pytest.mark.parametrize("path", ["/feeds/feed.xml", "/feeds/corrections.xml"])
def test_many_documents_cost_as_many_statements_as_few(client, section, path):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    page = report(section, "first")
    compare_everything()
    correct(page, "It rained.")
    statements()
    few = statements()
    for number in range(10):
        correct(report(section, f"report-{number}"), "It rained.")
    assert statements() == few


def test_who_has_it_gets_no_second_copy(client, section):
    report(section, "flood")
    first = client.get("/feeds/feed.xml")
    assert first["Content-Type"] == "application/atom+xml; charset=utf-8"
    again = client.get("/feeds/feed.xml", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/feeds/feed.xml", "/feeds/reports/feed.xml"])
def test_a_purge_by_the_tags_of_a_change_reaches_a_feed(client, section, path):
    compare_everything()
    shown = set(client.get(path)["Cache-Tag"].split(","))
    page = report(section, "flood")
    compare_everything()
    assert shown & set(Change.objects.get(key=page.pk, type="Report").tags)


def test_a_purge_by_the_tags_of_a_change_reaches_corrections(client, section):
    page = report(section, "flood")
    compare_everything()
    shown = set(client.get("/feeds/corrections.xml")["Cache-Tag"].split(","))
    assert shown & set(correct(page, "It rained twice.").tags)
