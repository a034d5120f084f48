"""An archivist filters the list of a section, and nobody is hindered by how it is drawn."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from tests.factories import ArchiveSectionPageFactory, CategoryFactory, ReportPageFactory

from .axe import broken_rules
from .test_editor import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_list_is_filtered_by_kind(page, complaints):
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    section = ArchiveSectionPageFactory(title="Reports", slug="reports")
    category = CategoryFactory(name="Defectors")
    report = {"parent": section, "categories": [category]}
    ReportPageFactory(title="Across the river", date="2006-10", kind="interview", **report)
    ReportPageFactory(title="In the camp", **report)
    log_in(page)
    page.goto(f"/admin/pages/{section.pk}/?ordering=entrypage__date_sort")
    expect(page.get_by_role("cell", name="October 2006", exact=True)).to_be_visible()
    assert broken_rules(page, "/admin/pages/") == []
    page.goto(f"/admin/pages/{section.pk}/?kind=interview")
    expect(page.get_by_text("Across the river")).to_be_visible()
    expect(page.get_by_text("In the camp")).to_have_count(0)
    assert broken_rules(page, "/admin/pages/") == []
    filter_by_category(page)
    reach_all_columns(page)
    assert complaints == []


def filter_by_category(page):
    """What is typed suggests; what is chosen narrows the list, and can be taken back."""
    page.get_by_role("button", name="Show filters").click()
    page.get_by_role("button", name="State", exact=True).click()
    panel = page.locator(".w-drilldown__submenu:not([hidden])")
    assert panel.evaluate("panel => panel.scrollWidth === panel.clientWidth")  # all is in sight
    panel.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Category", exact=True).click()
    page.get_by_role("combobox", name="Category").press_sequentially("defec")
    page.get_by_role("option", name="Defectors").click()
    expect(page.get_by_text("Category: Defectors")).to_be_visible()
    expect(page.get_by_text("Across the river")).to_be_visible()
    assert broken_rules(page, "/admin/pages/") == []
    page.get_by_role("button", name="Clear").last.click()
    expect(page.get_by_text("Category: Defectors")).to_have_count(0)


def reach_all_columns(page):
    """In a window enlarged to 200 %, titles are legible and the last column can be scrolled to."""
    page.set_viewport_size({"width": 640, "height": 425})
    assert page.get_by_role("cell", name="Across the river").bounding_box()["width"] > 150
    status = page.get_by_role("cell", name="live", exact=False).last
    scrolled = """cell => {
      for (let box = cell; box; box = box.parentElement) {
        if (getComputedStyle(box).overflowX === "auto") box.scrollLeft = box.scrollWidth;
      }
      return cell.getBoundingClientRect().right;
    }"""
    assert status.evaluate(scrolled) <= 640
    assert broken_rules(page, "/admin/pages/") == []
