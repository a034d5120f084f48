"""An editor sees findings that could harm somebody, corrects the page, and publishes."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from archive.models import ReportPage
from archive.safeguards.models import Clearance, Person
from archive.safeguards.people.identity import Identity
from cms.record.comparison import compare_everything
from tests.factories import ArchiveSectionPageFactory, ImageFactory, ReportPageFactory

from .axe import broken_rules
from .test_editor import log_in
from .test_going_out import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME_IS_SAID = "“Body: Image” says a name that must not appear. Write “Ms. K” instead."


@pytest.fixture
def interview(transactional_db, settings):
    """A draft with a sealed name in a caption, and a photograph that nobody has reviewed."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    Person.objects.create(name="Ms. K", is_pseudonym=True).seal(Identity("박옥희", (), ""))
    picture = ImageFactory(title="A kitchen", description="A kitchen", review="unreviewed")
    figure = {
        "image": picture, "alt": "", "decorative": False, "credit": "",
        "caption": "Pak Ok-hui at home",
    }  # fmt: skip
    section = ArchiveSectionPageFactory(title="Interviews", slug="interviews")
    report = ReportPageFactory(
        parent=section, title="At home", kind="interview", live=False,
        body=[("image", {"figure": figure})],
    )  # fmt: skip
    report.save_revision()
    compare_everything()
    return report


def test_an_interview_is_cleared_before_it_goes_out(page, complaints, interview):
    log_in(page)
    edit = f"/admin/pages/{interview.pk}/edit/"
    page.goto(edit)
    publish(page)
    expect(page.get_by_text(NAME_IS_SAID).first).to_be_visible()
    expect(page.get_by_text("Nobody has said yet whether people").first).to_be_visible()
    assert not ReportPage.objects.get().live
    page.goto(f"/admin/pages/{interview.pk}/clearance/")
    expect(page.get_by_text("The latest draft cannot be published yet.")).to_be_visible()
    assert broken_rules(page, "/admin/") == []
    page.goto("/admin/review/image/")
    expect(page.get_by_role("img", name="A kitchen")).to_be_visible()
    page.keyboard.press("1")  # nobody is in it
    expect(page.get_by_text("Everything is reviewed.")).to_be_visible()
    page.goto(edit)
    page.get_by_label("Caption").last.fill("Ms. K at home")
    publish(page)
    expect(page.get_by_text("has been published")).to_be_visible()
    assert ReportPage.objects.get().live
    assert set(Clearance.objects.get(page_key=interview.pk).rules) >= {
        "media_review", "sealed_name",
    }  # fmt: skip
    assert complaints == []
