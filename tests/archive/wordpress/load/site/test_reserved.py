"""Pages of the old site whose addresses are something else's here."""

import pytest

from tests.archive.wordpress.load.runs import OldSite, page_of
from tests.archive.wordpress.wxr import SITE, post
from tests.corpus.site import front_pages
from tests.factories import StandardPageFactory, front_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DEFECTORS = [("category", "defectors", "Defectors"), ("post_tag", "unhcr", "UNHCR")]
DOCUMENT = post(9, "Document", "Words", terms=DEFECTORS)


@pytest.fixture
def site(tmp_path, locales):
    front_page()
    return OldSite(tmp_path)


def page(id, slug, **fields):
    return post(id, f"Page {slug}", "Words", **{"kind": "page", "slug": slug} | fields)


def test_a_page_called_like_a_language_stands_beside_it(site, reader):
    front_pages(["en", "ja"])
    below = page(2, "about", parent=1, link=f"{SITE}/ja/about/")
    site.write(page(1, "ja"), below)
    ran = site.run()
    assert reader.led("/?p=1")["page"]["path"] == "/ja-2/"
    assert reader.led("/ja/about/")["page"]["path"] == "/ja-2/about/"
    assert reader.at("/ja/")["page"]["title"] == "Front ja"
    assert {"slug-changed", "address-taken"} <= ran.codes(1)
    assert "/ja is the address of “Front ja” here." in ran.texts(1)


@pytest.mark.parametrize(
    ("slug", "path", "answer"),
    [
        ("2006", "/2006/", "period"),
        ("2006", "/2006/01/", "period"),
        ("category", "/category/defectors/", "category"),
        ("tag", "/tag/unhcr/", "tag"),
    ],
)
def test_a_page_hides_no_list(site, reader, slug, path, answer):
    below = {"parent": 1, "link": f"{SITE}{path}"}
    site.write(page(1, slug), page(2, path.strip("/").split("/")[-1], **below), DOCUMENT)
    ran = site.run()
    assert reader.at(path)[answer]
    assert reader.led("/?p=1")["page"]["path"] == f"/{slug}-2/"
    assert f"this is at “{slug}-2”" in ran.texts(1)


def test_a_page_below_another_may_be_called_so(site, reader):
    site.write(page(1, "reports"), page(2, "2006", parent=1, link=f"{SITE}/reports/2006/"))
    assert "slug-changed" not in site.run().codes(2)
    assert reader.at("/reports/2006/")["page"]["title"] == "Page 2006"


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_page_whose_address_another_has_is_told(site, options):
    StandardPageFactory(slug="about", title="About us", parent=front_page())
    site.write(page(1, "about"))
    assert "this is at “about-2”" in site.run(*options).texts(1)


def test_what_another_page_answers_is_told_in_every_run(site):
    site.write(page(1, "about"), post(2, "Moved", "Words"))
    site.run()
    StandardPageFactory(slug="post-2", title="About us", parent=front_page())
    for _ in range(2):
        assert "/post-2 is the address of “About us” here." in site.run().texts(2)
    assert "address-taken" not in site.run().codes(1)
    assert page_of(1).slug == "about"


def test_a_draft_without_a_slug_gets_one_as_wordpress_would_have_made_it(site):
    site.write(post(1, "Über das Camp: A Report", "Words", slug="", status="draft"))
    site.run()
    assert page_of(1).slug == "über-das-camp-a-report"
