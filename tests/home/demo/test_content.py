"""The demo's words, pictures and PDF, before any database."""

import pikepdf
import pytest
from PIL import Image

from home.demo import content, surroundings
from home.demo.content import activity_report, menus, pictures, taxonomy


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


def test_every_file_is_a_picture_or_the_report():
    report = f"{activity_report.PAGE.slug}.pdf"
    names = {report, *(f"{key}.webp" for key in pictures.PICTURES)}
    assert {path.name for path in surroundings.FILES.iterdir()} == names


@pytest.mark.parametrize("key", pictures.PICTURES)
def test_a_picture_is_large_enough_for_every_place(key):
    with Image.open(surroundings.FILES / f"{key}.webp") as picture:
        assert picture.size == (1600, 1000)


def test_the_printed_report_is_that_of_the_page():
    report = activity_report.PAGE
    with pikepdf.open(surroundings.FILES / f"{report.slug}.pdf") as document:
        assert document.docinfo["/Title"] == report.title
