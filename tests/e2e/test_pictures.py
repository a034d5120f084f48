"""The screens that docs/editor.md and docs/archivist.md show open, with the demo archive in them.

    PICTURES=1 pytest -n0 tests/e2e/test_pictures.py

takes the pictures anew, in docs/pictures.
"""

import os
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from archive.models import ArchiveSectionPage, Category, LetterPage
from home.desk.accounts import create_accounts

DOCS = Path(__file__).parents[2] / "docs"
TAKES_PICTURES = bool(os.environ.get("PICTURES"))
SIZE = {"width": 1200, "height": 780}
COLOURS = 128
SCREENS: dict[str, dict[str, Callable[[Page], None]]] = {"editor": {}, "archivist": {}}


def screen(account):
    """A function that opens a screen, named as its picture is, as an account sees it."""

    def register(show):
        SCREENS[account][show.__name__.replace("_", "-")] = show
        return show

    return register


def go(page, view, *arguments, query=""):
    page.goto(reverse(view, args=arguments) + query)


def letter():
    return LetterPage.objects.get(title="Open Letter to Ban Ki-moon")


def open_letter(page, panel=""):
    go(page, "wagtailadmin_pages:edit", letter().pk)
    if panel:
        page.get_by_role("button", name=panel).click()


@screen("editor")
def home(page):
    page.goto("/admin/")
    expect(page.get_by_role("region", name="New document")).to_be_visible()


@screen("editor")
def document(page):
    open_letter(page)
    expect(page.get_by_role("textbox", name="Date*")).to_be_visible()


@screen("editor")
def classification(page):
    open_letter(page)
    page.get_by_role("tab", name="Classification").click()
    expect(page.get_by_role("region", name="Categories")).to_be_visible()


@screen("editor")
def what_has_changed(page):
    open_letter(page)
    page.get_by_role("region", name="What has changed").scroll_into_view_if_needed()
    page.get_by_label("A correction").check()


@screen("editor")
def preview(page):
    open_letter(page, "Toggle preview")
    shown = page.frame_locator("#w-preview-iframe")
    expect(shown.get_by_role("heading", level=1, name="Open Letter")).to_be_visible()
    expect(shown.get_by_text("Preview – not published")).to_be_visible()


@screen("editor")
def checklist(page):
    section = letter().get_parent()
    go(page, "wagtailadmin_pages:add", "archive", "letterpage", section.pk)
    page.get_by_role("textbox", name="Title*").fill("Appeal to the High Commissioner")
    page.get_by_role("button", name="Before it goes out").click()
    expect(page.locator("[data-checklist]").get_by_text("no second headline")).to_be_visible()


@screen("editor")
def link_for_review(page):
    go(page, "cms_previews_links", letter().pk)
    page.get_by_role("button", name="Make a link for review").click()
    expect(page.get_by_label("This link shows the draft")).to_be_visible()


@screen("editor")
def withdraw(page):
    go(page, "cms_editing_withdraw", letter().pk)
    expect(page.get_by_role("button", name="Withdraw")).to_be_visible()


@screen("editor")
def original(page):
    go(page, "wagtailadmin_pages:edit", letter().get_translations().first().pk)
    page.get_by_role("button", name="Original").click()
    panel = page.locator('[data-side-panel="original"]')
    expect(panel.get_by_text("Open Letter to Ban Ki-moon").first).to_be_visible()


@screen("archivist")
def search(page):
    go(page, "wagtailadmin_pages:search", query="?q=LF-L-2006")
    expect(page.get_by_role("link", name="Open Letter to Ban Ki-moon").first).to_be_visible()


@screen("archivist")
def listing(page):
    section = ArchiveSectionPage.objects.get(title="Archive")
    span = "?date_from=2006-01-01&date_to=2006-12-31&ordering=entrypage__date_sort"
    go(page, "wagtailadmin_explore", section.pk, query=span)
    expect(page.get_by_role("link", name="Open Letter to Ban Ki-moon").first).to_be_visible()


@screen("archivist")
def many_at_once(page):
    listing(page)
    for box in page.get_by_role("checkbox", name=re.compile("^Select")).all()[1:4]:
        box.check()
    expect(page.get_by_text("3 pages selected")).to_be_visible()


@screen("archivist")
def what_will_change(page):
    many_at_once(page)
    page.locator(".bulk-actions-choices").get_by_role("button", name="More").click()
    page.get_by_role("link", name="Categories").click()
    page.get_by_role("combobox", name="Which").press_sequentially("food")
    page.get_by_role("option", name="Food aid").click()
    page.get_by_role("button", name="Show what will change").click()
    expect(page.get_by_role("button", name="Change these pages")).to_be_visible()


@screen("archivist")
def series(page):
    section = ArchiveSectionPage.objects.get(title="Archive")
    go(page, "wagtailadmin_pages:edit", section.pk)
    page.get_by_role("region", name="Description of the series").scroll_into_view_if_needed()


@screen("archivist")
def merge(page):
    petitions = Category.objects.get(slug="letters-and-petitions", locale__language_code="en")
    go(page, "archive_merge", "category", petitions.pk)
    page.get_by_role("combobox", name="Into").press_sequentially("Advocacy")
    page.get_by_role("option", name="Advocacy", exact=True).click()
    page.get_by_role("button", name="Show what will change").click()
    expect(page.get_by_role("button", name="Merge", exact=True)).to_be_visible()


@screen("archivist")
def holdings(page):
    go(page, "archive_holdings")
    expect(page.get_by_role("heading", name="Holdings").first).to_be_visible()


@screen("archivist")
def gaps(page):
    go(page, "archive_gaps")
    expect(page.get_by_role("heading", name="Gaps").first).to_be_visible()


def test_each_picture_is_shown_and_each_that_is_shown_is_taken():
    for account, screens in SCREENS.items():
        text = (DOCS / f"{account}.md").read_text("utf-8")
        shown = re.findall(r"\(pictures/([\w-]+)\.png\)", text)
        assert sorted(shown) == sorted(screens)
        assert all((DOCS / "pictures" / f"{name}.png").exists() for name in shown)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_each_screen_opens(page, complaints, live_server, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    settings.READING_ROOM = True
    settings.FRONTEND_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    call_command("load_demo", verbosity=0)
    create_accounts()
    call_command("tick", verbosity=0)
    page.set_viewport_size(SIZE)
    for account, screens in SCREENS.items():
        log_in(page, account)
        for name, show in screens.items():
            show(page)
            if TAKES_PICTURES:
                take(page, name)
    assert [said for said in complaints if not said.startswith("axe.run results")] == []


def log_in(page, account):
    page.goto("about:blank")  # a form says that it is left, while its session is there
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(account)
    page.get_by_label("Password").fill(account)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")


def take(page, name):
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(DOCS / "pictures" / f"{name}.png", optimize=True)
