"""Several languages on the old site: which of them are needed here, and where each leads."""

import re

import pytest

from archive.models import ArchiveSectionPage
from tests.archive.wordpress.load.runs import OldSite, page_of
from tests.archive.wordpress.wxr import attachment, post
from tests.corpus.site import front_pages

pytestmark = [pytest.mark.django_db, pytest.mark.once]
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


REPORTS = ("category", "hokoku", "報告")
BOTH = ("category", "film", "Film")
POSTS = [
    post(1, "Hello", "Words", terms=[ENGLISH, BOTH]),
    post(2, "こんにちは", "Words", terms=[JAPANESE, REPORTS, BOTH, ("post_tag", "tag", "タグ")]),
]


@pytest.fixture
def link(site, reader):
    """What became of a link in a post, and what the report says of that post."""

    def lead(href, *options):
        site.write(*POSTS, post(3, "Links", f'<a href="{href}">words</a>'), terms=LANGUAGES[:2])
        ran = site.run(*options)
        found = re.search(r'href="([^"]*)">words', reader.html(3))
        return found and found[1], ran.codes(3)

    return lead


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("http://www.example.org/", "/"),
        ("https://example.org", "/"),
        ("/index.php", "/"),
        ("/ja/", "/ja/"),
        ("http://example.org/ja", "/ja/"),
        ("/?lang=ja", "/ja/"),
        ("/ja/category/hokoku/", "/ja/category/hokoku/"),
        ("/ja/category/film/page/2/", "/ja/category/film/"),
        ("/category/film/?lang=ja", "/ja/category/film/"),
        ("/en/category/film/", "/category/film/"),
        ("/ja/tag/tag/", "/tag/tag/"),
        ("/ja/2006/01/", "/2006/01/"),
    ],
)
def test_a_link_to_the_home_page_or_a_list_leads_to_that_of_its_language(link, reader, href, path):
    found, codes = link(href)
    assert found == f"https://www.example.org{path}"
    assert "dead-link" not in codes
    assert reader.led(path)["status"] == 200


def test_the_home_page_is_that_of_the_language_of_the_import(link):
    assert link("/", "--locale", "ja")[0] == "https://www.example.org/ja/"


def test_a_link_to_a_home_page_that_is_not_here_is_dead(link):
    found, codes = link("/ko/")
    assert found == "http://www.example.org/ko/"
    assert "dead-link" in codes


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/ja/category/hokoku/", "category"),
        ("/category/hokoku/", "category"),
        ("/ja/?cat=5", "category"),
        ("/ja/tag/tag/", "tag"),
        ("/ja/?tag=tag", "tag"),
        ("/ja/2006/01/", "period"),
        ("/ja/?m=200601", "period"),
    ],
)
def test_lists_in_a_language_answer_at_their_old_addresses(site, reader, path, name):
    site.write(*POSTS, terms=LANGUAGES[:2])
    text = site.file.read_text()
    head = "<wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>hokoku"
    head += "</wp:category_nicename><wp:cat_name>報告</wp:cat_name></wp:category>"
    site.file.write_text(text.replace("<item>", f"{head}<item>", 1))
    site.run()
    assert reader.led(path)[name]
