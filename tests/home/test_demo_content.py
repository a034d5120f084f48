"""The demo's words, pictures and PDF, before any database."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from home.demo import content, pictures
from home.demo.content import activity_report, menus, taxonomy
from home.demo.report_pdf import pdf


def test_every_page_names_only_what_exists():
    keys = {page.key for page in content.PAGES}
    slugs = set(taxonomy.TAGS) | set(taxonomy.PLACES) | set(taxonomy.CATEGORIES)
    for page in content.PAGES:
        assert {*page.tags, *page.places, *page.categories} <= slugs, page.key
        assert not page.parent or page.parent in keys, page.key


def test_every_translation_has_an_original():
    originals = {page.key for page in content.PAGES if page.locale == "en"}
    assert {page.key for page in content.PAGES} == originals


def test_every_picture_and_place_and_tag_is_used():
    text = repr(content.PAGES)
    assert [key for key in pictures.PICTURES if f"'{key}'" not in text] == []
    used = {slug for page in content.PAGES for slug in (*page.tags, *page.places)}
    assert used == set(taxonomy.TAGS) | set(taxonomy.PLACES)


def test_menus_are_the_same_in_every_language():
    handles = {handle for handle, _ in menus.MENUS}
    assert set(menus.MENUS) == {(handle, code) for handle in handles for code in ("en", "ja", "ko")}


@pytest.mark.parametrize("key", ["yanji", "shelter", "poster"])
def test_a_picture_is_drawn_alike_each_time(key):
    drawn = pictures.jpeg(key)
    assert drawn == pictures.jpeg(key)
    assert Image.open(BytesIO(drawn)).size == (1600, 1000)


def test_the_report_is_printed_alike_each_time():
    printed = pdf(activity_report.PAGE)
    assert printed == pdf(activity_report.PAGE)
    with pikepdf.open(BytesIO(printed)) as document:
        assert len(document.pages) >= 1
