"""Whoever translates has the original before them."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import ArchiveSectionPageFactory, LetterPageFactory

from .axe import broken_rules
from .test_editor import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_original_stands_beside_the_form_of_its_translation(
    page, complaints, transactional_db, locales
):
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    section = ArchiveSectionPageFactory(slug="letters")
    words = [("heading", {"text": "We are gravely concerned.", "level": "2"})]
    letter = LetterPageFactory(parent=section, title="Open letter", body=words)
    for each in (section.get_parent(), section):
        each.copy_for_translation(locales["ja"])
    translation = letter.copy_for_translation(locales["ja"])
    log_in(page)
    page.goto(reverse("wagtailadmin_pages:edit", args=[translation.pk]))
    page.get_by_role("button", name="Original").click()
    panel = page.locator('[data-side-panel="original"]')
    expect(panel.get_by_text("We are gravely concerned.")).to_be_visible()
    assert broken_rules(page, "/admin/pages/") == []
    page.goto(reverse("wagtailadmin_explore", args=[section.pk]))
    expect(page.get_by_role("cell", name="日本語: Draft, 한국어: Missing")).to_be_visible()
    assert broken_rules(page, "/admin/pages/") == []
    assert complaints == []
