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
    # Wagtail hears of clicks in the menu once it is all there.
    page.evaluate(
        "() => { window.isThere = new Promise((is) => addEventListener('w-dropdown:shown', is)); }"
    )
    page.locator(".bulk-actions-choices").get_by_role("button", name="More").click()
    page.evaluate("window.isThere.then(() => null)")
    page.get_by_role("link", name="Categories").click()
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
