"""Readers use the reading room: with eyes, a keyboard, a printer, and a bad connection."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from archive.models import LetterPage
from cms.record.models import Act
from cms.visibility.public_types import announced, public_name
from home.demo.load import load

from .axe import broken_rules

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LETTER = "/archive/letters/open-letter-to-ban-ki-moon/"
FILM = "/archive/events/film-seoul-train-screened/"
LISTS = ["/category/defectors/", "/tag/unhcr/", "/place/yanji/", "/2006/", "/ja/2006/10/"]
SEARCHES = ["/search/", "/search/?q=border", "/ja/search/?q=国境", "/search/?q=zzz"]
PAGES = "{ pages(first: 100) { nodes { __typename path locale { code } } } }"
API = re.compile(r"/graphql/$")


@pytest.fixture(autouse=True)
def demo(transactional_db, settings, live_server):
    """The demo archive on a server that is its own frontend."""
    settings.READING_ROOM = True
    settings.FRONTEND_URL = live_server.url
    load()


def opened(page, path):
    page.goto(path)
    return shown(page)


def shown(page):
    expect(page.locator("body:not([aria-busy]) h1")).to_be_visible()
    return page


def test_every_kind_of_page_is_shown_to_everybody_by_day_and_by_night(page, complaints, graphql):
    nodes = graphql(PAGES)["data"]["pages"]["nodes"]
    one_of_each = {(node["__typename"], node["locale"]["code"]): node["path"] for node in nodes}
    assert {kind for kind, _ in one_of_each} == {public_name(model) for model in announced()}
    faults = []
    for path in [*one_of_each.values(), *LISTS, *SEARCHES]:
        for scheme, width in (("light", 1280), ("dark", 320)):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            if scheme == "light":
                opened(page, path)
            where = f"{path}, {scheme}:"
            faults += [f"{where} {fault}" for fault in broken_rules(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"{where} wider than the window")
        faults += [f"{path} {text}" for text in page.locator(".unknown").all_text_contents()]
    assert faults == []
    assert complaints == []


def test_a_reader_finds_reads_prints_and_cites_and_is_told_what_is_gone(page, complaints):
    search_narrow_down_and_go_back(page)
    read_a_long_list_in_pages(page)
    choose_what_to_see(page)
    change_the_language(page)
    go_by_keyboard_alone(page)
    cite(page)
    follow_an_old_address(page)
    print_on_paper(page)
    assert complaints == []
    load_a_video_by_a_click(page, complaints)
    meet_what_is_not_there(page)
    meet_a_broken_connection(page)
    meet_what_was_withdrawn(page)


def search_narrow_down_and_go_back(page):
    opened(page, "/")
    page.get_by_role("banner").get_by_role("searchbox").fill("border")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for “border”")
    expect(page.locator(".found mark").first).to_have_text("border")
    number = page.locator(".found").get_by_role("status")
    everything = number.text_content()
    page.get_by_role("complementary").get_by_role("link", name=re.compile("^Letter")).first.click()
    expect(page.get_by_role("heading", name="Open Letter to Ban Ki-moon")).to_be_visible()
    expect(page).to_have_url(re.compile("type=LETTER"))
    expect(number).not_to_have_text(everything)
    page.go_back()
    expect(number).to_have_text(everything)
    page.get_by_role("link", name="2007: 2").click()
    expect(number).to_have_text("2 documents")


def choose_what_to_see(page):
    """Nothing of a picture is loaded that a reader is warned of, until the reader asks for it."""
    opened(page, "/archive/reports/articles/abandoned-children-in-china/")
    for name in (".kicker", ".code", ".dateline"):  # a mark beside it is a warning's
        expect(page.locator(name).first).to_have_css("border-inline-start-width", "0px")
    warned = page.locator(".warned")
    expect(warned).to_contain_text("Content warning: Tells of children")
    expect(page.locator(".reading > figure img")).to_have_count(0)
    warned.get_by_role("button").click()
    expect(page.locator(".reading > figure img")).to_be_focused()


def read_a_long_list_in_pages(page):
    """Three to a page; the place in the list is the address."""
    modules = re.compile(r"/lists/address\.js")
    page.route(
        modules,
        lambda route: route.fulfill(
            content_type="text/javascript",
            body=route.fetch().text().replace("SIZE = 20", "SIZE = 3"),
        ),
    )
    titles = opened(page, "/archive/").locator(".entries h2")
    first = titles.all_text_contents()
    page.get_by_role("link", name="Further →").click()
    expect(page.get_by_role("link", name="← Back")).to_be_visible()
    second = titles.all_text_contents()
    assert len(first) == len(second) == 3
    assert not set(first) & set(second)
    page.reload()
    shown(page)
    assert titles.all_text_contents() == second
    page.get_by_role("link", name="← Back").click()
    expect(titles.first).to_have_text(first[0])
    page.unroute(modules)


def change_the_language(page):
    opened(page, LETTER)
    languages = page.get_by_role("navigation", name="Languages")
    languages.get_by_role("link", name="日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.get_by_role("navigation", name="メインメニュー")).to_be_visible()
    expect(page).to_have_title(re.compile("潘基文"))
    expect(page.locator("main [lang=en]").first).to_be_attached()  # a document related to it


def go_by_keyboard_alone(page):
    """A screen reader hears the new page, and begins at its heading."""
    opened(page, "/archive/letters/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.locator(".entries").get_by_role("link", name="Open Letter to Ban Ki-moon").focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1, name="Open Letter to Ban Ki-moon")
    expect(heading).to_be_focused()
    expect(page.locator("[aria-live=polite]")).to_contain_text("Open Letter to Ban Ki-moon")


def cite(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, LETTER).get_by_role("button", name="Copy").first.click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert "LF-L-2006-001" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_text("BibTeX").click()
    expect(page.locator("pre")).to_contain_text("@")


def follow_an_old_address(page):
    opened(page, "/letters/ban.htm")
    expect(page).to_have_url(re.compile(f"{LETTER}$"))


def print_on_paper(page):
    """The document, and nothing to press."""
    opened(page, LETTER)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_role("heading", name="How to cite")).to_be_visible()
    for gone in ("nav >> nth=0", "form", ".copy", ".related"):
        expect(page.locator(gone).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", color_scheme="light")


def load_a_video_by_a_click(page, complaints):
    opened(page, FILM)
    assert complaints == []
    page.get_by_role("button", name="Load the video from YouTube").click()
    player = page.locator("iframe")
    expect(player).to_have_attribute("src", re.compile(r"^https://www\.youtube-nocookie\.com/"))
    expect(player).to_have_attribute("title", "Seoul Train – trailer")
    hosts = {said.split("/")[2] for said in complaints if said.startswith("asks")}
    assert hosts <= {"www.youtube-nocookie.com"}


def meet_what_is_not_there(page):
    assert page.goto("/nowhere/").status == 404
    expect(shown(page).get_by_role("heading", level=1)).to_have_text("Nothing is here")
    assert broken_rules(page) == []


def meet_a_broken_connection(page):
    error = {"message": "Internal error", "extensions": {"requestId": "4f1c"}}
    page.route(API, lambda route: route.fulfill(json={"errors": [error]}))
    page.locator("main").get_by_role("searchbox").fill("border")
    page.keyboard.press("Enter")
    expect(page.get_by_text("4f1c")).to_be_visible()
    page.unroute(API)
    page.route(API, lambda route: route.abort())
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_text("The archive could not be reached.")).to_be_visible()
    page.unroute(API)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for “border”")


def meet_what_was_withdrawn(page):
    opened(page, LETTER)
    expect(page.locator("main figure img")).to_be_visible()
    letter = LetterPage.objects.get(reference_code="LF-L-2006-001")
    Act.objects.create(
        subject="wagtailcore.page", key=letter.pk, kind="WITHDRAWN", at=timezone.now(),
        reason="CONSENT", public_note="At the wish of a signatory.",
    )  # fmt: skip
    letter.unpublish()
    assert page.reload().status == 410
    shown(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Taken down")
    expect(page.get_by_text("At the wish of a signatory.")).to_be_visible()
    expect(page.get_by_text("Somebody took back their consent.")).to_be_visible()
    expect(page.locator("main img")).to_have_count(0)
    assert broken_rules(page) == []
