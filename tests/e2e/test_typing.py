"""Two editors at once, a lost connection, a session that ends: nothing typed is lost."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Page

from archive.safeguards.models import Embargo
from home.models import StandardPage
from tests.factories import StandardPageFactory

from .axe import broken_rules

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SENT_WITHIN = 4_000  # milliseconds, in which a form that waits for nothing is sent
SILENT = 10_000_000  # milliseconds: so that nobody hears of anybody before they save


@pytest.fixture
def draft(transactional_db):
    for name in ("kim", "lee"):
        get_user_model().objects.create_superuser(name, password="secret", first_name=name.title())
    page = StandardPageFactory(title="About", slug="about")
    page.save_revision()
    return page


def log_in(tab, name):
    tab.goto("/admin/login/")
    tab.get_by_label("Username").fill(name)
    tab.get_by_label("Password").fill("secret")
    tab.get_by_role("button", name="Sign in").click()
    tab.wait_for_url("**/admin/")


def open_form(tab, draft):
    tab.goto(reverse("wagtailadmin_pages:edit", args=[draft.pk]))


def type_title(tab, words):
    tab.get_by_role("textbox", name="Title*").fill(words)


def save(tab):
    tab.get_by_role("button", name="Save draft").click()


def publish(tab):
    tab.get_by_role("button", name="More actions").click()
    tab.get_by_role("button", name="Publish").click()


def latest(draft):
    return Page.objects.get(pk=draft.pk).get_latest_revision_as_object().title


def versions(draft):
    return [version.content["title"] for version in draft.revisions.order_by("created_at")]


def saved_by_itself(tab):
    """Wait for autosave."""
    expect(tab.get_by_text("Saved", exact=True)).to_be_visible()


def test_without_connection_or_session_nothing_typed_is_lost(page, draft):
    log_in(page, "kim")
    open_form(page, draft)
    notice, of_wagtail = page.locator("#keep-typed"), broken_rules(page)

    page.context.set_offline(True)
    type_title(page, "About us")
    expect(notice).to_contain_text("There is no connection.")
    page.context.set_offline(False)
    expect(notice).to_have_count(0)
    saved_by_itself(page)
    assert latest(draft) == "About us"

    Session.objects.all().delete()
    type_title(page, "About all of us")
    expect(notice).to_contain_text("You are not logged in any more.")
    indicator = page.locator("#w-autosave-indicator")
    expect(indicator).to_have_attribute("data-w-tooltip-content-value", re.compile("not logged in"))
    save(page)
    assert broken_rules(page) == of_wagtail
    expect(page.get_by_role("textbox", name="Title*")).to_have_value("About all of us")
    with page.context.expect_page() as opened:
        notice.get_by_role("link").click()
    log_in(opened.value, "kim")
    page.bring_to_front()
    publish(page)
    expect(page.get_by_text("has been published").first).to_be_visible()
    assert StandardPage.objects.get().title == "About all of us"


def test_a_reason_is_kept_on_a_screen_that_is_no_editor(page, draft):
    log_in(page, "kim")
    page.goto(reverse("safeguards_embargo", args=["page", draft.pk]))
    page.get_by_label("Closed through").click()
    expect(page.get_by_text("December").first).to_be_visible()
    page.get_by_label("Closed through").press_sequentially("2090")
    page.get_by_role("radio").first.click()  # the calendar lies above it no more
    page.get_by_label("Reason").fill("The family asked for it.")
    notice, put = page.locator("#keep-typed"), page.get_by_role("button", name="Put it under")

    page.context.set_offline(True)
    put.click()
    expect(notice).to_contain_text("There is no connection.")
    page.context.set_offline(False)
    expect(notice).to_have_count(0)

    Session.objects.all().delete()
    put.click()
    with page.context.expect_page() as opened:
        notice.get_by_role("link", name="Log in again").click()
    log_in(opened.value, "kim")
    page.bring_to_front()
    expect(page.get_by_label("Reason")).to_have_value("The family asked for it.")
    put.click()
    expect(page.get_by_text("closed to readers")).to_be_visible()
    assert Embargo.objects.get().reason == "The family asked for it."


def test_two_editors_learn_of_each_other_and_overwrite_nothing_unasked(
    page, draft, live_server, settings
):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    settings.WAGTAIL_EDITING_SESSION_PING_INTERVAL = SILENT
    log_in(page, "kim")
    open_form(page, draft)
    context = page.context.browser.new_context(base_url=live_server.url, locale="en-GB")
    other = context.new_page()
    log_in(other, "lee")
    open_form(other, draft)
    expect(other.locator(".w-editing-sessions li")).to_have_count(1)
    type_title(other, "About them")
    publish(other)
    expect(other.get_by_text("has been published").first).to_be_visible()

    type_title(page, "About us")
    publish(page)
    expect(page.get_by_text("Lee has saved this page since you opened it.")).to_be_visible()
    assert StandardPage.objects.get().title == "About them"
    expect(page.get_by_role("textbox", name="Title*")).to_have_value("About us")
    publish(page)
    expect(page.get_by_text("has been published").first).to_be_visible()
    assert versions(draft) == ["About", "About us", "About them", "About us"]
    assert StandardPage.objects.get().title == "About us"

    open_form(page, draft)
    open_form(other, draft)
    type_title(other, "Theirs")
    save(other)
    expect(other.get_by_text("has been updated").first).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # Wagtail asks now
    expect(page.get_by_role("button", name="Lee saved a new version")).to_be_visible()
    type_title(page, "Ours")
    save(page)
    page.get_by_role("dialog").get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("has been updated").first).to_be_visible()
    assert versions(draft)[4:] == ["Theirs", "Ours"]


HOLD = """(() => {
  const send = window.fetch;
  window.fetch = async (...request) => {
    const answer = await send(...request);
    if (!String(request[0]).includes("/add/")) return answer;
    document.documentElement.dataset.held = "";
    await new Promise((letGo) => { window.letGo = letGo; });
    return answer;
  };
})()"""


def test_who_publishes_while_autosave_makes_the_page_makes_one(page, draft):
    log_in(page, "kim")
    page.add_init_script(HOLD)
    parent = draft.get_parent()
    page.goto(reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk]))
    # Slowly: Wagtail looks a while after loading what the form was before it was touched.
    title = page.get_by_role("textbox", name="Title*")
    title.press_sequentially("How to help us and them", delay=200)
    # The page is made, and this form does not know it yet.
    page.locator("html[data-held]").wait_for(state="attached")
    publish(page)
    page.wait_for_timeout(SENT_WITHIN)
    page.evaluate("window.letGo()")
    expect(page.get_by_text("'How to help us and them' has been")).to_be_visible()
    assert [made.live for made in parent.get_children().filter(title__startswith="How")] == [True]
