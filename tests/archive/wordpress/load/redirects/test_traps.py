"""Old addresses live on, and links lead to where their targets are now."""

import re
from urllib.parse import quote

import pytest
from django.conf import settings
from wagtail.contrib.redirects.models import Redirect

from archive.models import ImportedItem
from cms.record.comparison import compare_everything
from media.renditions import filter_spec, signed_path
from tests.archive.wordpress.load.command import run
from tests.archive.wordpress.wxr import export, post

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("trapped")]

REPORT = "/old-site/border-report-january-2006/"


@pytest.mark.parametrize(
    "path",
    [
        "/?p=101",
        "/border-report-january-2006/",
        "/border-report-january-2006",
        "/border-report-january-2006/?utm_source=mail",
        "http://www.example.org/border-report-january-2006/",
        "https://www.example.org/border-report-january-2006/",
        "https://example.org/border-report-january-2006",
    ],
)
def test_a_post_answers_at_each_form_of_its_old_address(reader, path):
    assert reader.led(path)["page"]["path"] == REPORT


@pytest.mark.parametrize(
    "path", ["/脱北者の声/", "/脱北者の声", "/%E8%84%B1%E5%8C%97%E8%80%85%E3%81%AE%E5%A3%B0/"]
)
def test_a_japanese_address_answers_decoded_or_not(reader, path):
    assert reader.led(path)["page"]["path"] == "/ja/old-site/脱北者の声/"


@pytest.mark.parametrize("path", ["/first-name/", "/旧名/", "/%E6%97%A7%E5%90%8D/"])
def test_a_post_answers_at_its_old_slugs(reader, path):
    assert reader.led(path)["page"]["title"] == "Renamed"


@pytest.mark.parametrize("path", ["/?p=120", "/?page_id=120", "/about/"])
def test_a_page_answers_at_its_number_and_its_path(reader, path):
    assert reader.led(path)["page"]["title"] == "About"


def test_a_type_of_its_own_answers_at_its_old_address(reader):
    assert reader.led("/books/a-book/")["page"]["title"] == "A book"


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/category/defectors/", "defectors"),
        ("/?cat=2", "defectors"),
        ("/category/支援/", "支援"),
        ("/category/defectors/支援/", "支援"),
        ("/category/%E6%94%AF%E6%8F%B4/", "支援"),
        ("/?cat=3", "支援"),
    ],
)
def test_a_category_answers_at_its_old_addresses(reader, path, slug):
    found = reader.led(path)["category"]
    assert found["slug"] == slug
    assert found["entries"]["nodes"]


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/tag/unhcr/", "unhcr"),
        ("/?tag=unhcr", "unhcr"),
        ("/tag/defectors-2", "defectors-2"),
        ("/tag/%ed%83%88%eb%b6%81%ec%9e%90/", "탈북자"),
        ("/?tag=탈북자", "탈북자"),
        ("/?tag=%ed%83%88%eb%b6%81%ec%9e%90", "탈북자"),
    ],
)
def test_a_tag_answers_at_its_old_addresses(reader, path, slug):
    assert reader.led(path)["tag"]["slug"] == slug


@pytest.mark.parametrize("path", ["/2006/02/", "/2006/02", "/?m=200602"])
def test_a_month_answers_at_its_old_addresses(reader, path):
    period = reader.led(path)["period"]
    assert (period["year"], period["month"]) == (2006, 2)
    assert period["entries"]["nodes"] == [{"title": "Border Report – January 2006 & after"}]


@pytest.mark.parametrize("path", ["/2006/12/", "/?m=200612"])
def test_a_month_in_which_no_document_begins_leads_to_its_year(reader, path):
    period = reader.led(path)["period"]
    assert (period["year"], period["month"]) == (2006, None)


@pytest.mark.parametrize("path", ["/2011/04/", "/?m=201104", "/2011/"])
def test_a_year_in_which_no_document_begins_leads_to_all(reader, path):
    run(export(post(500, "Border Report – May 1999", posted="2011-04-01 10:00:00")))
    assert reader.post(500)["date"]["edtf"] == "1999-05"
    assert reader.led(path)["page"]["path"] == "/old-site/"


def test_no_redirect_leads_to_another(reader):
    links = Redirect.objects.filter(redirect_link__startswith="/")
    targets = {*links.values_list("redirect_link", flat=True)}
    assert len(targets) > 10
    assert [target for target in targets if reader.at(target)["status"] != 200] == []


def test_the_page_of_a_picture_leads_to_the_post_that_it_was_attached_to(reader):
    assert reader.led("/maisai/")["page"]["path"] == REPORT
    assert reader.led("/?attachment_id=901")["page"]["path"] == REPORT


def test_the_page_of_a_picture_without_a_post_leads_to_the_picture(reader):
    assert location(reader, "/maisai-2/") == picture_address(902)


def test_the_address_of_a_picture_leads_to_its_largest_copy(reader, client):
    compare_everything()
    found = location(reader, "/wp-content/uploads/2007/03/maisai.jpg")
    assert found == picture_address(902)
    assert client.get(found.removeprefix(settings.WAGTAILADMIN_BASE_URL)).status_code == 302


def test_a_picture_with_a_japanese_name_is_found_at_its_address(reader):
    found = location(reader, "/wp-content/uploads/2008/02/%E9%9B%AA.jpg")
    assert found == picture_address(906)


def test_the_address_of_a_document_leads_to_the_document(reader, client):
    compare_everything()
    found = location(reader, "/wp-content/uploads/2006/09/report.pdf")
    assert found.startswith(f"{settings.WAGTAILADMIN_BASE_URL}/documents/")
    answer = client.get(found.removeprefix(settings.WAGTAILADMIN_BASE_URL))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def location(reader, path):
    return reader.at(path)["redirect"]["location"]


def picture_address(id):
    path = signed_path(ImportedItem.objects.get(source_id=id).image_id, filter_spec())
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


# Links inside posts


@pytest.mark.parametrize("words", ["1", "2", "3", "4", "5", "6"])
def test_a_link_to_a_post_leads_to_its_page_in_every_form(reader, words):
    assert href(reader, words) == f"https://www.example.org{REPORT}"


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("old slug", "/old-site/renamed/"),
        ("decoded", "/ja/old-site/脱北者の声/"),
        ("encoded", "/ja/old-site/脱北者の声/"),
        ("category", "/category/defectors/"),
        ("by number", "/category/defectors/"),
        ("tag", "/tag/unhcr/"),
        ("month", "/2006/02/"),
        ("by query", "/2006/02/"),
    ],
)
def test_a_link_within_the_old_site_leads_to_where_it_is_now(reader, words, path):
    assert href(reader, words) == f"https://www.example.org{quote(path)}"


def test_links_between_posts_are_links_between_pages():
    body = ImportedItem.objects.get(source_id=119).page.specific.body.raw_data
    stored = "".join(block["value"]["text"] for block in body if block["type"] == "paragraph")
    target = ImportedItem.objects.get(source_id=101).page_id
    assert stored.count(f'<a linktype="page" id="{target}">') == 6
    assert stored.count('<a linktype="document"') == 1


def test_a_link_to_an_upload_leads_to_the_document(reader):
    assert re.search(r"/documents/\d+/[0-9a-f]{32}\.pdf\Z", href(reader, "document"))


def test_a_link_to_a_picture_becomes_the_picture(reader):
    [picture] = reader.blocks(119, "Image")
    assert picture["figure"]["caption"] == "picture"
    assert href(reader, "picture") is None


def test_a_link_elsewhere_stays(reader):
    assert href(reader, "elsewhere") == "http://other.example/"


def test_dead_links_stay_and_are_listed(reader, trapped):
    assert href(reader, "gone") == "http://www.example.org/gone.htm"
    assert "The link to /gone.htm leads to nothing" in trapped.texts(119)


def test_an_unsafe_link_loses_its_address_and_keeps_its_words(reader, trapped):
    assert href(reader, "unsafe") is None
    assert "unsafe" in reader.html(119)
    assert "unsafe-link" in trapped.codes(119)


def href(reader, words):
    found = re.search(rf'<a href="([^"]*)">{words}</a>', reader.html(119))
    return found and found[1]
