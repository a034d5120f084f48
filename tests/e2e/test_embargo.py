"""A section is closed until a day, shown as closed, and opened again with a reason."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from archive.safeguards.models import Embargo
from cms.record.comparison import compare_everything
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory

from .axe import broken_rules
from .test_editor import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def section(transactional_db):
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    section = ArchiveSectionPageFactory(title="Interviews", slug="interviews")
    ReportPageFactory(parent=section, title="At home", kind="interview").save_revision().publish()
    compare_everything()
    return section


def test_a_section_is_closed_and_opened_again(page, complaints, section):
    log_in(page)
    page.goto(f"/admin/embargoes/page/{section.pk}/")
    expect(page.get_by_text("1 live page below it")).to_be_visible()
    assert broken_rules(page, "/admin/") == []  # before the calendar, which is Wagtail's
    page.get_by_label("Closed through").click()
    expect(page.get_by_text("December").first).to_be_visible()
    page.get_by_label("Closed through").press_sequentially("2090")
    page.get_by_role("radio").first.click()  # the calendar lies above it no more
    page.get_by_label("Reason").fill("The family asked for it.")
    page.get_by_role("button", name="Put it under an embargo").click()
    expect(page.get_by_text("closed to readers")).to_be_visible()
    assert f"{Embargo.objects.get().ends_on}" == "2090-12-31"
    page.goto("/admin/reports/embargoes/")
    expect(page.get_by_role("link", name="Interviews").first).to_be_visible()
    assert broken_rules(page, "/admin/reports/aging-pages/") == []
    child = section.get_children().get()
    page.goto(f"/admin/bulk/wagtailcore/page/embargo/?id={child.pk}&next=/admin/")
    assert broken_rules(page, "/admin/") == []
    page.goto(f"/admin/embargoes/page/{section.pk}/")
    page.get_by_label("Why it opens sooner").fill("They agreed.")
    page.get_by_role("button", name="Lift the embargo").click()
    expect(page.get_by_text("The embargo is lifted.")).to_be_visible()
    assert complaints == []
