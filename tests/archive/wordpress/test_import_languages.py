"""Several languages on the old site: which of them are needed here, and where each leads."""

import pytest

from archive.models import ArchiveSectionPage
from tests.corpus.site import front_pages

from .runs import OldSite, page_of
from .wxr import attachment, post

pytestmark = pytest.mark.django_db
ENGLISH, JAPANESE, KOREAN = LANGUAGES = [
    ("language", "en", "English"),
    ("language", "ja", "日本語"),
    ("language", "ko", "한국어"),
]


@pytest.fixture
def site(tmp_path, locales):
    front_pages(["en", "ja"])
    return OldSite(tmp_path)


def test_a_language_that_no_post_is_in_needs_no_front_page(site):
    site.write(post(1, "Hello", "Words", terms=[ENGLISH]), terms=LANGUAGES)
    assert site.run().status == 0
    assert {page.locale.language_code for page in ArchiveSectionPage.objects.all()} == {"en"}


@pytest.mark.parametrize(
    "item",
    [attachment(9, terms=[KOREAN]), post(9, "Gone", "Words", status="trash", terms=[KOREAN])],
)
def test_a_language_of_what_becomes_no_page_needs_no_front_page(site, item):
    site.write(post(1, "Hello", "Words", terms=[ENGLISH]), item, terms=LANGUAGES)
    assert site.run().status != 2
    assert page_of(1).locale.language_code == "en"


def test_a_language_that_a_post_is_in_needs_its_front_page(site):
    site.write(post(1, "안녕", "Words", terms=[KOREAN]), terms=LANGUAGES)
    ran = site.run()
    assert ran.status == 2
    assert "translate the front page first" in ran.printed
