"""The home screen of each group, as a browser shows it."""

import pytest
from playwright.sync_api import expect

from home.desk.accounts import NAMES, create_accounts
from tests.factories import ArchiveSectionPageFactory
from tests.home.desk.test_home_panels import letters

from .axe import broken_rules

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_each_group_sees_what_is_due_and_what_there_is(page, complaints, transactional_db):
    create_accounts()
    section = ArchiveSectionPageFactory(
        title="Letters", slug="letters", document_types=["letterpage"]
    )
    ArchiveSectionPageFactory(title="All", slug="all")
    letters(section, 3)
    for name in NAMES:
        page.context.clear_cookies()
        page.goto("/admin/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(name)
        page.get_by_role("button", name="Sign in").click()
        for heading in ("Scheduled and overdue", "Recent corrections and withdrawals", "Holdings"):
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert broken_rules(page, "/admin/reports/site-history/") == []
    narrow(page)
    name_time_zones(page)
    assert complaints == []


def narrow(page):
    """Of *New document* the section narrows the types, and the type the sections."""
    types = page.get_by_role("combobox", name="Type")
    sections = page.get_by_role("combobox", name="Section")
    sections.select_option("Letters")
    offered = types.locator("option:enabled")
    expect(offered).to_have_text(["Any type", "Letter"])
    sections.select_option("Any section")
    types.select_option("Report")
    expect(sections.locator("option:enabled")).to_have_text(["Any section", "All"])


def name_time_zones(page):
    """The browser says each zone's name, whatever else a machine has among its zones."""
    page.goto("/admin/account/")
    zone = page.locator("#id_locale-current_time_zone option[value='Asia/Tokyo']")
    expect(zone).to_contain_text("Japan Standard Time")
