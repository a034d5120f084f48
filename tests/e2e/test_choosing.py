"""Places and people are chosen by typing, with the keyboard alone."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import expect

from archive.models import EntryContributor, LetterPage, Place, PlaceName
from tests.factories import ImageFactory, LetterPageFactory, PlaceFactory

from .axe import broken_rules
from .test_editor import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def letter(transactional_db, settings, locales):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    for number in range(500):
        PlaceFactory(name=f"Place {number:03}")
    yanji = PlaceFactory(name="Yanji", country="China")
    PlaceName.objects.create(place=yanji, locale=locales["ko"], name="옌지")
    letter = LetterPageFactory(title="Open letter")
    EntryContributor.objects.create(page=letter, name="Kato Hiroshi")
    return letter


def test_places_and_people_are_chosen_by_typing(page, complaints, letter):
    stock = reverse("wagtailimages:edit", args=[ImageFactory().pk])  # has a field for tags, too
    log_in(page)
    page.goto(reverse("wagtailadmin_pages:edit", args=[letter.pk]))
    page.get_by_role("tab", name="Classification").click()
    field = page.get_by_role("combobox", name="Places")
    choose_places(page, field, stock)
    assert broken_rules(page, stock) == []
    page.get_by_role("tab", name="People").click()
    recipients = page.get_by_role("region", name="Recipients")
    name_a_recipient(recipients)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("has been updated")).to_be_visible()
    draft = LetterPage.objects.get().get_latest_revision_as_object()
    assert [place.name for place in draft.places.all()] == ["Hunchun", "Yanji"]
    assert [each.name for each in draft.recipients.all()][1:] == ["Kato Hiroshi"]
    merge_places(page)
    assert complaints == []


def choose_places(page, field, stock):
    suggestions = page.get_by_role("option")
    expect(suggestions).to_have_count(0)
    field.press_sequentially("place")
    expect(page.get_by_text("The first 20 of 500: type more.")).to_be_visible()
    expect(suggestions).to_have_count(21)
    assert broken_rules(page, stock) == []
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.get_by_role("button", name="Remove Place 001")).to_be_visible()
    page.get_by_role("button", name="Remove Place 001").press("Enter")
    compose(field, "옌", "옌지")
    expect(suggestions).to_have_text(["Yanji (China)"])
    field.press("Enter")
    field.press_sequentially("Hunchun")
    expect(suggestions).to_have_text(["Create “Hunchun”"])
    field.press("Enter")
    expect(page.get_by_role("button", name="Remove Hunchun")).to_be_visible()
    assert Place.objects.filter(name="Hunchun", slug="hunchun").exists()
    field.press_sequentially("Hunch")
    field.press("Tab")
    expect(page.get_by_text("Not chosen: take it from the list, or clear it.")).to_be_visible()


def compose(field, *steps):
    """Type as an input method does: Enter ends the composition, and chooses nothing."""
    keyboard = field.page.context.new_cdp_session(field.page)
    field.focus()
    for text in steps:
        keyboard.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    expect(field.page.get_by_role("option").first).to_be_visible()
    for kind in ("rawKeyDown", "keyUp"):
        keyboard.send(
            "Input.dispatchKeyEvent",
            {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229},
        )
    expect(field).to_have_value(steps[-1])
    keyboard.send("Input.insertText", {"text": steps[-1]})
    expect(field).to_have_value(steps[-1])


def name_a_recipient(recipients):
    recipients.get_by_role("button", name="Add recipient").click()
    name = recipients.get_by_role("combobox", name="Name").last
    name.press_sequentially("Ban")
    expect(name).to_have_value("Ban")
    name.fill("")
    name.press_sequentially("hiro")
    expect(recipients.get_by_role("option")).to_have_text(["Kato Hiroshi"])
    name.press("ArrowDown")
    name.press("Enter")
    expect(name).to_have_value("Kato Hiroshi")


def merge_places(page):
    hunchun = Place.objects.get(name="Hunchun")
    page.goto(reverse("archive_merge", args=["place", hunchun.pk]))
    for name in ("Place 007", "Yanji"):  # one takes the place of the other
        page.get_by_role("combobox", name="Into").press_sequentially(name)
        expect(page.get_by_role("option").first).to_contain_text(name)
        page.get_by_role("combobox", name="Into").press("Enter")
    page.get_by_role("button", name="Show what will change").click()
    expect(page.get_by_role("button", name="Merge", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Remove")).to_have_accessible_name(
        "Remove Yanji (China)"
    )
    assert broken_rules(page, "/admin/redirects/add/") == []
    yanji = Place.objects.get(name="Yanji")
    page.goto(f"{reverse('archive_merge_terms', args=['place'])}?id={hunchun.pk}&id={yanji.pk}")
    expect(page.get_by_text("Which one stays")).to_be_visible()
    assert broken_rules(page, "/admin/redirects/add/") == []
