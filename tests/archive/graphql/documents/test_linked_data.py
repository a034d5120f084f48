"""What search engines and citers are told; in graphs of schema.org."""

import json
import re

import pytest
from wagtail.models import Site

from tests.archive.graphql.described import PUBLISHER, describe
from tests.factories import LetterPageFactory, global_id, languages
from tests.shared_data import shared_data

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SEO = "seo { canonicalUrl jsonLd }"
CITATION = "citation { bibtex cslJson }"
ROOT = "https://www.example.org/"


@shared_data
def letter():
    return describe(languages())


@pytest.fixture
def nodes(graphql):
    """The nodes of a page's graph by their types, and what else the page says."""

    def ask(query):
        answer = graphql(f"{{ page: {query} }}")
        assert "errors" not in answer
        page = answer["data"]["page"]
        graph = page["seo"]["jsonLd"]["@graph"]
        return {node["@type"]: node for node in graph}, page

    return ask


def of_path(path):
    return f'page(path: "{path}") {{ title {SEO} ... on ArchiveEntry {{ {CITATION} }} }}'


def of_title(graphql, title):
    found = graphql(f"{{ entries {{ nodes {{ title path {SEO} }} }} }}")["data"]["entries"]["nodes"]
    [page] = [page for page in found if page["title"].startswith(title)]
    return {node["@type"]: node for node in page["seo"]["jsonLd"]["@graph"]}


def test_a_document_says_what_its_citation_says(nodes, letter):
    found, page = nodes(of_path(letter.url_path.split("/", 2)[2]))
    document, csl = found["Article"], page["citation"]["cslJson"]
    assert document["dateCreated"] == "2006-10-19"
    assert csl["issued"] == {"date-parts": [[2006, 10, 19]]}
    assert [each["name"] for each in document["author"]] == ["Kato Hiroshi", PUBLISHER]
    assert csl["author"] == [{"literal": each["name"]} for each in document["author"]]
    assert document["publisher"]["name"] == csl["publisher"] == PUBLISHER
    assert document["url"] == csl["URL"] == page["seo"]["canonicalUrl"]
    assert document["headline"] == csl["title"] == "Open Letter"
    assert document["identifier"] == csl["number"]
    assert (document["inLanguage"], document["genre"]) == (csl["language"], csl["genre"])


def test_the_day_that_a_page_went_online_is_the_pages(nodes, letter):
    letter.save_revision().publish()
    found, page = nodes(of_path(letter.url_path.split("/", 2)[2]))
    assert found["WebPage"]["datePublished"].startswith("20")
    assert found["WebPage"]["mainEntity"] == {"@id": found["Article"]["@id"]}
    assert found["Article"]["mainEntityOfPage"] == {"@id": page["seo"]["canonicalUrl"]}
    assert "datePublished" not in found["Article"]


def test_people_have_offices_and_the_organisation_is_one(nodes, letter):
    found, _page = nodes(of_path(letter.url_path.split("/", 2)[2]))
    person, owner = found["Article"]["author"]
    assert person == {
        "@type": "Person",
        "name": "Kato Hiroshi",
        "jobTitle": "Director",
        "affiliation": {"@type": "Organization", "name": "LFNKR"},
    }
    assert owner == found["Article"]["publisher"]
    assert found["Article"]["contributor"] == [{"@type": "Person", "name": "Jane Doe"}]


def test_a_picture_has_an_address_that_answers(nodes, letter, client):
    found, _page = nodes(of_path(letter.url_path.split("/", 2)[2]))
    image = found["Article"]["image"]
    assert (image["caption"], image["creditText"]) == ("Yanji", "LF")
    answer = client.get(image["url"].removeprefix("http://testserver"), follow=True)
    assert answer["Content-Type"].startswith("image/")
    assert b"".join(answer.streaming_content)


def test_a_document_is_part_of_its_section_and_that_of_the_site(nodes, letter):
    found, _page = nodes(of_path(letter.url_path.split("/", 2)[2]))
    section = found["Article"]["isPartOf"]
    assert section["@type"] == "CollectionPage"
    above, page = nodes(of_path(letter.get_parent().url_path.split("/", 2)[2]))
    assert section["url"] == page["seo"]["canonicalUrl"]
    assert "workTranslation" not in above["CollectionPage"]  # its alias below the Japanese one
    assert above["CollectionPage"]["isPartOf"]["@id"] == f"{ROOT}#website"


def test_a_translation_and_its_original_know_each_other(nodes, letter):
    path = letter.url_path.split("/", 2)[2]
    original, _page = nodes(of_path(path))
    translation, _page = nodes(of_path(f"/ja/{path}"))
    [there] = original["Article"]["workTranslation"]
    assert (there["name"], there["inLanguage"]) == ("公開書簡", "ja")
    assert there["@id"] == translation["Article"]["@id"]
    assert translation["Article"]["translationOfWork"]["@id"] == original["Article"]["@id"]
    assert "translationOfWork" not in original["Article"]


def test_a_hidden_translation_is_not_told(nodes, letter):
    letter.get_translations().get().unpublish()
    found, _page = nodes(of_path(letter.url_path.split("/", 2)[2]))
    assert "workTranslation" not in found["Article"]


def test_the_front_page_says_what_the_site_is_and_whose(nodes, letter):
    found, _page = nodes(of_path("/"))
    assert found["WebSite"]["publisher"] == {"@id": found["Organization"]["@id"]}
    assert found["Organization"]["name"] == PUBLISHER
    assert found["Organization"]["email"] == "archive@example.org"
    assert found["Organization"]["sameAs"] == ["https://video.example.org/lf"]
    assert found["WebPage"]["isPartOf"]["@id"] == found["WebSite"]["@id"]


def test_a_report_is_dated_as_exactly_as_it_is_known(graphql, letter):
    entries = graphql(f"{{ entries(filter: {{types: [REPORT]}}) {{ nodes {{ {SEO} }} }} }}")
    documents = [node["seo"]["jsonLd"]["@graph"][0] for node in entries["data"]["entries"]["nodes"]]
    by_type = {document["@type"]: document for document in documents}
    assert by_type["Report"]["dateCreated"] == "2006-01"
    assert by_type["Report"]["temporalCoverage"] == "2006-01-11/2006-01-18"
    assert by_type["NewsArticle"]["dateCreated"] == "2005-12-08/2005-12-10"
    assert by_type["Article"]["genre"] == "interview"


@pytest.mark.parametrize(
    ("date", "parts", "fields"),
    [
        ("2006", [[2006]], ["year = {2006}"]),
        ("2006-10", [[2006, 10]], ["year = {2006}", "month = {10}"]),
        ("2006-10-19", [[2006, 10, 19]], ["year = {2006}", "month = {10}", "day = {19}"]),
        ("2005/2006-10", [[2005], [2006, 10]], ["year = {2005}"]),
        ("2005-12-08/2006-01-10", [[2005, 12, 8], [2006, 1, 10]], ["year = {2005}"]),
    ],
)
def test_a_citation_makes_up_no_day_and_no_month(graphql, locales, date, parts, fields):
    LetterPageFactory(date=date)
    answer = graphql(f"{{ entries {{ nodes {{ {SEO} {CITATION} }} }} }}")
    [entry] = answer["data"]["entries"]["nodes"]
    assert entry["citation"]["cslJson"]["issued"] == {"date-parts": parts}
    dated = re.findall(r"(?:year|month|day|date) = {[^}]*}", entry["citation"]["bibtex"])
    assert dated == [*fields, f"date = {{{date}}}"]
    assert entry["seo"]["jsonLd"]["@graph"][0]["dateCreated"] == date


def test_a_screening_is_an_event_of_its_own(graphql, letter):
    found = of_title(graphql, "Film event")
    event = found["ScreeningEvent"]
    assert event["startDate"] == "2005-12-09T18:30:00+09:00"
    assert event["location"]["address"]["addressLocality"] == "Tokyo"
    assert event["workPresented"] == found["Article"]["about"]
    assert event["workPresented"]["director"][0]["name"] == "Jim Butterworth"


@pytest.mark.parametrize("words", ["</script><script>alert(1)</script>", "<!--", "a < b"])
def test_it_may_be_printed_into_a_script_element(graphql, locales, words):
    Site.objects.update(site_name=words)
    letter = LetterPageFactory(title=words, subtitle=words, summary=words, slug="words")
    letter.signatories.create(name=words)
    letter.save()
    query = f'{{ page(id: "{global_id(letter)}") {{ seo {{ jsonLd }} }} }}'
    data = graphql(query)["data"]["page"]["seo"]["jsonLd"]
    assert "<" not in json.dumps(data)
    assert data["@graph"][0]["headline"] == words.replace("<", "＜")
