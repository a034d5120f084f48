"""An editor corrects a public letter, guided by the checklist."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from archive.models import EntryCorrection
from cms.record.comparison import compare_everything
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, ReportPageFactory

from .axe import broken_rules
from .test_editor import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def letter(transactional_db, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    section = ArchiveSectionPageFactory(title="Letters", slug="letters")
    body = [("paragraph", {"text": "<p>One.</p>"}), ("heading", {"text": "Deep", "level": "4"})]
    letter = LetterPageFactory(parent=section, slug="appeal", title="An appeal", body=body)
    letter.save_revision().publish()
    compare_everything()
    return letter


def test_the_checklist_stays_when_the_draft_saves_itself(page, letter, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 500
    report = ReportPageFactory(parent=letter.get_parent(), live=False)
    report.save_revision()
    log_in(page)
    page.goto(f"/admin/pages/{report.pk}/edit/")
    page.get_by_role("button", name="Before it goes out").click()
    checklist = page.locator("[data-checklist]")
    missing = checklist.get_by_role("button", name="It is in no category")
    expect(missing).to_be_visible()
    page.wait_for_timeout(4_000)  # Wagtail looks first at how the form is
    page.get_by_role("textbox", name="Subtitle").fill("A second headline")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.wait_for_timeout(2_000)  # the panel is renewed, and the list asked for again
    expect(checklist.get_by_role("button", name="There is no second headline")).to_be_hidden()
    expect(missing).to_be_visible()


def test_a_busy_server_is_asked_once_at_a_time_and_only_of_what_is_new(page, letter):
    log_in(page)
    held, requests = [], []
    page.route("**/checklist/", lambda route: held.append(route), times=1)
    page.on("request", lambda sent: "/checklist/" in sent.url and requests.append(sent))
    page.goto(f"/admin/pages/{letter.pk}/edit/")
    subtitle = page.get_by_role("textbox", name="Subtitle")
    subtitle.fill("A second")
    page.wait_for_timeout(2_000)
    subtitle.fill("A second headline")
    page.wait_for_timeout(2_000)
    assert len(requests) == 1  # the first is not answered yet
    with page.expect_request("**/checklist/") as last:
        held[0].continue_()
    assert "A second headline" in last.value.post_data
    page.get_by_role("button", name="Before it goes out").click()
    missing = page.locator("[data-checklist]").get_by_role("button", name="It is in no category")
    expect(missing).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('w-autosave:success'))")
    page.wait_for_timeout(2_000)
    assert len(requests) == 2
    expect(missing).to_be_visible()


def test_a_letter_is_mended_and_its_readers_are_told(page, complaints, letter):
    log_in(page)
    page.goto(f"/admin/pages/{letter.pk}/edit/")
    page.get_by_role("button", name="Before it goes out").click()
    checklist = page.locator("[data-checklist]")
    heading = checklist.get_by_role("button", name="“Deep” is a heading of level 4")
    expect(heading).to_be_visible()
    # Wagtail gives its own rich text no name.
    assert broken_rules(page, f"/admin/pages/{letter.get_parent().pk}/edit/") == []
    checklist.get_by_role("button", name="It is in no category").click()
    expect(page.get_by_role("tab", name="Classification")).to_have_attribute(
        "aria-selected", "true"
    )
    heading.click()
    expect(page.locator("[data-streamfield-child] :focus")).to_have_count(1)
    checklist.get_by_role("button", name="There is no second headline").click()
    expect(page.get_by_role("textbox", name="Subtitle")).to_be_focused()
    page.keyboard.type("A second headline")
    expect(checklist.get_by_role("button", name="There is no second headline")).to_be_hidden()
    publish(page)
    expect(page.get_by_text("say what the change is.").first).to_be_visible()
    page.get_by_label("A correction").check()
    question = page.get_by_role("region", name="What has changed")
    note = question.locator("[contenteditable=true]")
    note.click()
    expect(note).to_be_focused()
    page.keyboard.type("The second headline was missing.")
    # The editor gives what was typed to the form a moment later.
    written = page.locator("[name=change_note]")
    expect(written).to_have_value(re.compile("The second headline was missing"))
    publish(page)
    expect(page.get_by_text("has been published")).to_be_visible()
    assert "The second headline was missing." in EntryCorrection.objects.get().text
    page.goto(f"/admin/pages/{letter.pk}/forget-corrections/")
    expect(page.get_by_label("The second headline was missing.")).to_be_visible()
    assert broken_rules(page, "/admin/") == []
    assert complaints == []


def publish(page):
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
