"""What was the old site's front page is the body of the front page here, in each language."""

import pytest

from archive.models import ImportedItem
from home.models import StandardPage
from tests.archive.wordpress.load.runs import page_of, tables
from tests.archive.wordpress.wxr import SITE, post
from tests.corpus.site import front_pages
from tests.factories import front_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LANGUAGES = {code: [("language", code, code)] for code in ("en", "ja")}


def front(id, words, link=f"{SITE}/", **fields):
    return post(id, "Home", f"<p>{words}</p>", kind="page", link=link, slug=f"home-{id}", **fields)


@pytest.fixture
def both(site):
    front_pages(["en", "ja"])
    link = '<a href="/other/">other</a>'
    site.write(
        front(1, f"Welcome, {link}", terms=LANGUAGES["en"]),
        front(2, "ようこそ", f"{SITE}/ja/", terms=LANGUAGES["ja"]),
        post(3, "Other", "Words.", kind="page", slug="other"),
        post(4, "Below", "Words.", kind="page", parent=1, link=f"{SITE}/home-1/below/"),
    )
    return site


def test_each_language_has_its_own(both, reader):
    ran = both.run()
    assert "Welcome" in str(page_of(1).body.raw_data)
    assert [page_of(number).locale.language_code for number in (1, 2)] == ["en", "ja"]
    assert [type(page_of(number)).__name__ for number in (1, 2)] == ["HomePage"] * 2
    assert [reader.led(f"/?page_id={number}")["page"]["path"] for number in (1, 2)] == ["/", "/ja/"]
    assert {page.title for page in StandardPage.objects.all()} == {"Other", "Below"}
    assert f'id="{page_of(3).pk}"' in str(page_of(1).body.raw_data)
    assert (ran.codes(1), ran.status) == ({"front-page"}, 0)


def test_it_is_taken_once_and_stays_live(both):
    both.run()
    before = tables()
    both.run()
    assert tables() == before
    both.write(front(1, "Changed", status="draft"), front(2, "Trashed", status="trash"))
    ran = both.run("--update")
    assert all(page_of(number).live for number in (1, 2))
    assert "Welcome" in str(page_of(1).body.raw_data)
    assert "source-changed" in ran.codes(1)


def test_what_an_editor_has_written_stays(site):
    home = front_page().specific
    home.introduction = "<p>Ours.</p>"
    home.save()
    site.write(front(1, "Welcome"))
    site.run()
    assert isinstance(page_of(1), StandardPage)
    assert not front_page().specific.body


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"password": "secret"}])
def test_a_draft_is_no_front_page(site, fields):
    site.write(front(1, "Welcome", **fields))
    site.run()
    assert not front_page().specific.body
    assert not ImportedItem.objects.get(source_id=1).page.live
