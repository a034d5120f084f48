"""The section for imported posts, also after an editor renamed or moved it."""

import pytest

from archive.models import ArchiveSectionPage
from tests.archive.wordpress.load.runs import page_of, tables
from tests.archive.wordpress.wxr import post
from tests.corpus.site import front_pages
from tests.factories import ArchiveSectionPageFactory, StandardPageFactory, front_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIRST, SECOND = post(1, "First", "Words"), post(2, "Second", "Words")
JAPANESE = [("language", "ja", "日本語")]


@pytest.fixture
def section(site):
    """What the first run made."""
    site.write(FIRST)
    site.run()
    return ArchiveSectionPage.objects.get()


def rename(section):
    section.title, section.slug = "Reports", "reports"
    section.save_revision().publish()


def move(section):
    section.move(ArchiveSectionPageFactory(slug="other"), pos="last-child")


def give_up(section):
    """Its posts go to another section, and it goes away."""
    other = ArchiveSectionPageFactory(slug="other")
    page_of(1).move(other, pos="last-child")
    ArchiveSectionPage.objects.get(pk=section.pk).delete()


@pytest.mark.parametrize("change", [rename, move, give_up])
def test_a_second_run_makes_no_second_section(site, section, change):
    change(section)
    site.run()
    before = tables()
    site.run()
    assert tables() == before
    site.write(FIRST, SECOND)
    site.run()
    assert page_of(2).get_parent() == page_of(1).get_parent()
    assert ArchiveSectionPage.objects.count() == (1 if change is rename else 1 + (change is move))


def test_a_renamed_section_has_a_translation_like_itself(site, section):
    front_pages(["en", "ja"])
    rename(section)
    site.write(FIRST, post(3, "第三", "Words", terms=JAPANESE), terms=JAPANESE)
    site.run()
    japanese = page_of(3).get_parent().specific
    assert (japanese.title, japanese.slug) == ("Reports", "reports")
    assert japanese.translation_key == section.translation_key


def test_a_page_that_is_called_like_it_is_left_alone(site):
    StandardPageFactory(slug="old-site", parent=front_page())
    site.write(FIRST)
    assert site.run().status == 0
    assert page_of(1).get_parent().slug == "old-site-2"


@pytest.mark.parametrize("path", ["/2006/12/", "/?m=200612", "/2006/"])
def test_lists_that_are_not_here_lead_to_a_renamed_section(site, reader, path):
    site.write(post(1, "Border Report – May 1999", "Words", posted="2006-12-01 10:00:00"))
    site.run()
    rename(ArchiveSectionPage.objects.get())
    assert reader.led(path)["page"]["path"] == "/reports/"
