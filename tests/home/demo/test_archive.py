"""What the demo archive holds once it is written."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction, Site

from archive.blocks import BodyBlock
from archive.models import Category, EntryPage, LetterPage, Place
from home.demo import load as loader
from home.models import HomePage, Menu, SiteSettings

DEFECTORS = [
    "Abandoned Children in China",
    "International Fact-finding Mission to Thailand",
    "Open Letter to Ban Ki-moon",
    "LFNKR Activity Report – FY 2005-2006",
    "Interview with NK Border Shelter Staff Members",
    "Border Report – January 2006",
    "Refugee Rescue Activities – 2005",
    "Film “Seoul Train” Screened",
]


def rows_of_all_tables():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def stored_files():
    folders = (settings.MEDIA_ROOT, settings.STORAGES["private"]["OPTIONS"]["location"])
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def public_entries(code):
    entries = EntryPage.objects.live().public().filter(locale__language_code=code)
    return entries.filter(categories__slug="defectors").order_by("-date_sort")


def block_types(pages) -> Iterator[str]:
    return (block["type"] for page in pages for block in page.body.raw_data)


def test_a_second_run_changes_nothing(demo):
    rows, files = rows_of_all_tables(), stored_files()
    outcome = loader.load()
    assert outcome == loader.Outcome(
        False, "The demo archive is already there; nothing was changed."
    )
    assert rows_of_all_tables() == rows
    assert stored_files() == files


def test_the_eight_come_in_the_order_of_the_page(demo):
    assert list(public_entries("en").values_list("title", flat=True)) == DEFECTORS


def test_the_eight_show_every_block_and_every_level_of_heading(demo):
    pages = public_entries("en")
    missing = set(BodyBlock().child_blocks) - set(block_types(pages))
    assert not missing, "Show each once in a document of home/demo/content"
    headings = [block["value"] for page in pages for block in page.body.raw_data]
    assert {value["level"] for value in headings if "level" in value} == {"2", "3", "4"}


@pytest.mark.parametrize(("code", "count"), [("ja", 3), ("ko", 1)])
def test_some_of_them_are_translated(demo, code, count):
    translated = public_entries(code)
    originals = public_entries("en").filter(
        translation_key__in=translated.values("translation_key")
    )
    assert translated.count() == originals.count() == count
    assert Category.objects.get(slug="defectors", locale__language_code=code).parent is not None


def test_the_front_pages_are_translations_of_each_other(demo):
    home = HomePage.objects.get(locale__language_code="en")
    assert home.get_translations().count() == 2
    assert Page.objects.filter(translation_key=home.translation_key).count() == 3


def test_every_page_has_one_revision_and_hidden_ones_are_hidden(demo):
    pages = Page.objects.filter(depth__gt=1)
    assert all(page.revisions.count() == 1 for page in pages)
    assert EntryPage.objects.filter(live=False, expired=True).count() == 1
    assert EntryPage.objects.filter(live=False, go_live_at__isnull=False).count() == 1
    assert EntryPage.objects.filter(live=False, expired=False, go_live_at=None).count() == 1
    assert PageViewRestriction.objects.count() == 1


def test_every_page_obeys_the_rules_that_editors_obey(demo):
    for page in Page.objects.filter(depth__gt=1).specific():
        page.full_clean()
        assert type(page).can_exist_under(page.get_parent().specific)


def test_the_letter_has_its_addressee_and_signatories(demo):
    letter = LetterPage.objects.get(slug="open-letter-to-ban-ki-moon", locale__language_code="en")
    recipient = letter.recipients.get()
    assert recipient.title.startswith("United Nations Secretary General-Designate")
    assert recipient.address.splitlines()[1] == "335 East 45th Street"
    assert letter.signatories.count() >= 3
    assert letter.replies.get().live


def test_what_lies_around_is_there(demo):
    site = Site.objects.get(is_default_site=True)
    assert site.hostname == "www.example.org"
    assert SiteSettings.for_site(site).social_links.count() == 2
    assert Menu.objects.count() == 2 * Locale.objects.count()
    assert Redirect.objects.get(old_path="/reports/border0601.htm").redirect_page.live
    assert not Place.objects.filter(latitude=None).exists()
    assert all(home.featured_entries.exists() for home in HomePage.objects.all())


def test_no_editor_is_made_in_production(demo):
    assert not get_user_model().objects.exists()
