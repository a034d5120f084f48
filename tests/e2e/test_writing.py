"""What editors type and paste stays what it is."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from archive.blocks.data import table_cells
from archive.models import ActivityReportPage
from tests.factories import ActivityReportPageFactory, ArchiveSectionPageFactory

from .axe import broken_rules
from .test_editor import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICKER_OPENS = 200  # milliseconds; the popup that opens late lies above what is clicked next


@pytest.fixture(autouse=True)
def editor(transactional_db, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    return get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")


def type_into(field, text):
    """Type as people do, and go on to the next field."""
    field.click()
    field.page.wait_for_timeout(PICKER_OPENS)
    field.fill("")
    field.press_sequentially(text)
    field.press("Tab")
    expect(field).to_have_value(text)


def test_dates_are_understood_or_refused_beside_the_field_and_never_changed(page):
    report = ActivityReportPageFactory()
    log_in(page)
    page.goto(reverse("wagtailadmin_pages:edit", args=[report.pk]))
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Note", exact=True).click()
    body = page.get_by_role("region", name="Body")
    body.locator(".public-DraftEditor-content").click()
    body.locator(".public-DraftEditor-content").press_sequentially("Corrected.")
    note = body.get_by_role("textbox", name="Date", exact=True)
    type_into(note, "2006-11")
    type_into(page.get_by_label("Fiscal year starts on"), "31/03/2007")
    type_into(page.get_by_label("Fiscal year ends on"), "2008年3月30日")
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    type_into(page.get_by_label("Go live date/time"), "03/04/2099")
    page.get_by_role("button", name="Save schedule").click()
    expect(page.get_by_text("“03/04/2099” can be 2099-04-03 or 2099-03-04.")).to_be_attached()
    expect(page.get_by_text("“2006-11” does not say which day is meant.")).to_be_visible()
    type_into(note, "19 Oct 2006")
    page.get_by_role("button", name="Edit schedule").click()
    type_into(page.get_by_label("Go live date/time"), "3 Apr 2099 6 pm")
    page.get_by_role("button", name="Save schedule").click()
    expect(page.get_by_text("has been updated")).to_be_visible()
    draft = ActivityReportPage.objects.get().get_latest_revision_as_object()
    assert f"{draft.fiscal_year_starts_on} {draft.fiscal_year_ends_on}" == "2007-03-31 2008-03-30"
    assert str(draft.body[0].value["date"]) == "2006-10-19"
    assert draft.go_live_at.isoformat() == "2099-04-03T18:00:00+09:00"


def add_column(page):
    """Press it again if the new block did not listen yet, as somebody at a slow machine would."""
    kinds = page.locator(".add-column-menu button")
    for _attempt in range(5):
        page.get_by_role("button", name="Add column").click()
        with suppress(PlaywrightTimeout):
            kinds.wait_for(timeout=15_000)
            break
    kinds.click()


def test_a_letter_is_begun_on_the_home_screen_and_says_once_what_rows_are_for(page, complaints):
    section = ArchiveSectionPageFactory(title="Letters")
    log_in(page)
    offered = page.get_by_role("region", name="New document")
    offered.get_by_role("combobox", name="Type").select_option("Letter")
    offered.get_by_role("combobox", name="Section").select_option("Letters")
    assert broken_rules(page, "/admin/redirects/") == []
    offered.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="New: Letter")).to_be_visible()
    assert page.url.endswith(f"/archive/letterpage/{section.pk}/")
    page.get_by_role("tab", name="People").click()
    recipients = page.get_by_role("region", name="Recipients")
    recipients.get_by_role("button", name="Add recipient").click()
    help_texts = recipients.get_by_text("The name as printed, “His Excellency Ban Ki-moon”.")
    expect(help_texts.first).to_be_visible()
    expect(help_texts.last).to_be_hidden()
    last_name = recipients.get_by_role("combobox", name="Name").last
    expect(last_name).to_have_accessible_description(re.compile("The name as printed"))
    page.get_by_role("tab", name="Document").click()
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Table", exact=True).click()
    add_column(page)
    expect(page.get_by_text("The words of a cell, which may be empty.").last).to_be_hidden()
    assert complaints == []


COPIED = """html => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([html], {type: "text/html"}),
  "text/plain": new Blob(["Ware\\tWon"], {type: "text/plain"}),
})])"""
SHEET = """<meta charset="utf-8"><table><tr><td>Ware</td><td colspan="2">Won per kg</td></tr>
<tr><td rowspan="2">Rice</td><td>900</td><td>950</td></tr><tr><td>800</td><td></td></tr></table>"""


def test_a_table_takes_a_paste_from_a_spreadsheet(page, complaints):
    report = ActivityReportPageFactory()
    log_in(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(reverse("wagtailadmin_pages:edit", args=[report.pk]))
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Table", exact=True).click()
    page.evaluate(COPIED, SHEET)
    page.locator("[data-append-column]").focus()
    page.keyboard.press("ControlOrMeta+V")
    expect(page.locator(".column-heading")).to_have_count(3)
    page.evaluate("navigator.clipboard.writeText('1,000\\t1,100\\t1,200\\r\\nx\\ty\\tz\\r\\n')")
    page.locator(".archive-cells tbody tr").last.locator("textarea").nth(1).focus()
    page.keyboard.press("ControlOrMeta+V")
    expect(page.locator(".column-heading")).to_have_count(4)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("has been updated")).to_be_visible()
    [block] = ActivityReportPage.objects.get().get_latest_revision_as_object().body.raw_data
    header, rows = table_cells(block["value"])
    assert header == ["Ware", "Won per kg", "", ""]
    expected = [["Rice", "900", "950", ""], ["", "1,000", "1,100", "1,200"], ["", "x", "y", "z"]]
    assert rows == expected
    assert complaints == []


# What is written this way reaches the page as a program wrote it, which the newer API cleans.
COPY = """html => document.addEventListener("copy", (event) => {
  event.clipboardData.setData("text/html", html);
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true, once: true })"""
PROGRAMS = Path(__file__).parents[1] / "archive" / "pasting" / "copied"


def paste(page, editor, program):
    page.evaluate(COPY, (PROGRAMS / f"{program}.html").read_text())
    editor.focus()
    page.keyboard.press("ControlOrMeta+C")
    page.keyboard.press("ControlOrMeta+V")


def test_a_paste_from_word_processors_becomes_blocks_and_says_what_is_missing(page, complaints):
    body = [
        ("paragraph", {"text": "<p>BeforeAfter</p>"}),
        ("note", {"text": "<p><sup>6</sup> Old.</p>"}),
    ]
    report = ActivityReportPageFactory(body=body)
    log_in(page)
    page.goto(reverse("wagtailadmin_pages:edit", args=[report.pk]))
    editors = page.locator('[data-streamfield-child] [contenteditable="true"]')
    editors.first.focus()
    page.keyboard.press("ControlOrMeta+Home")
    for _ in "Before":
        page.keyboard.press("ArrowRight")
    paste(page, editors.first, "word")
    said = page.locator("[data-pasted]")
    expect(said).to_contain_text("1 picture was left out: upload it and add it as a picture.")
    expect(said).to_be_in_viewport()
    editors.last.focus()
    page.keyboard.press("ControlOrMeta+A")
    paste(page, editors.last, "google")
    expect(said).to_contain_text("1 comment was left out.")
    expect(said).to_contain_text("Headings, tables and quotations became paragraphs")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("has been updated")).to_be_visible()
    stream = ActivityReportPage.objects.get().get_latest_revision_as_object().body
    kinds = "paragraph heading heading paragraph heading table quote note paragraph note"
    assert [block.block_type for block in stream] == kinds.split()
    keys = re.compile(' data-block-key="[^"]*"')
    before, after, text = (keys.sub("", stream[index].value["text"].source) for index in (0, 8, 9))
    assert (before, after) == ("<p>Before</p>", "<p>After</p>")
    assert "<sup>7</sup> From the" in stream[7].value["text"].source
    for kept in ("<b>In numbers</b>", "19</i><sup>th</sup><s> October</s>", "H<sub>2</sub>O"):
        assert kept in text
    assert '<a href="https://www.example.org/report?a=1&amp;b=2">the report</a>' in text
    assert "<li>Rice<ul><li>from the south</li></ul></li>" in text
    assert "Old." not in text
    assert complaints == []
    page.route("**/archive/paste/", lambda route: route.abort())
    paste(page, editors.last, "word")
    expect(said).to_contain_text("What was copied could not be taken in.")
    expect(said).to_be_in_viewport()
    assert broken_rules(page, page.url) == []  # none that the same blocks do not break without it
    page.unroute("**/archive/paste/")
    editors.first.focus()
    page.keyboard.press("ControlOrMeta+A")
    paste(page, editors.first, "google")
    shown = page.locator("[data-streamfield-child]:not([aria-hidden])")
    expect(shown).to_have_count(len(stream) + 5)  # six in the place of one
