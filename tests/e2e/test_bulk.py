"""An archivist filters a list, changes all that it matches, and takes it back."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from archive.models import EntryPage
from tests.factories import ArchiveSectionPageFactory, CategoryFactory, ReportPageFactory

from .axe import broken_rules
from .test_editor import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STOCK = "/admin/redirects/"
# In the menu before it has faded in: Wagtail's script does not hear of clicks there until then.
CLICK_AT_ONCE = """() => new Promise((done) => {
  const actions = document.querySelector(".bulk-actions-choices");
  const look = () => {
    const link = actions.querySelector('a[href*="/categories/"]');
    if (link) { link.click(); done(); } else requestAnimationFrame(look);
  };
  [...actions.querySelectorAll("button")].find((each) => each.textContent.includes("More")).click();
  look();
})"""


def test_all_that_is_filtered_is_changed_and_given_back(page, complaints, monkeypatch):
    monkeypatch.setattr("archive.listings.views.SectionIndexView.paginate_by", 2)
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    section = ArchiveSectionPageFactory(title="Reports", slug="reports")
    category = CategoryFactory(name="Defectors")
    for place in range(3):  # more than one page of the list
        ReportPageFactory(parent=section, title=f"Report {place}", kind="interview")
    ReportPageFactory(parent=section, title="A speech", kind="speech")
    log_in(page)
    page.goto(f"/admin/pages/{section.pk}/?kind=interview")
    page.get_by_role("checkbox", name="Select all").first.check()
    page.get_by_role("button", name="Select all pages in listing").click()
    page.evaluate(CLICK_AT_ONCE)
    expect(page.get_by_role("heading", name="Categories: 3 pages")).to_be_visible()
    field = page.get_by_role("combobox", name="Which")
    field.press_sequentially("defec")
    page.get_by_role("option", name="Defectors").click()
    page.get_by_role("button", name="Show what will change").click()
    expect(page.get_by_text("— → Defectors").first).to_be_visible()
    assert broken_rules(page, STOCK) == []
    page.get_by_role("button", name="Change these pages").click()
    expect(page.get_by_text("3 pages changed.")).to_be_visible()
    assert EntryPage.objects.filter(categories=category).count() == 3
    page.get_by_role("link", name="What changed, and undo").click()
    expect(page.get_by_text("Changed: 3")).to_be_visible()
    assert broken_rules(page, STOCK) == []
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Undo: Categories")).to_be_visible()
    assert not EntryPage.objects.filter(categories=category).exists()
    for report in ("archive/bulk", "reports/due", "reports/links", "reports/dead-links"):
        page.goto(f"/admin/{report}/")
        assert broken_rules(page, STOCK) == []
    assert complaints == []
