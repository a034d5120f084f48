"""A section is described after ISAD(G): as stated, otherwise from its public documents."""

import pytest
from wagtail.models import Locale, Page, PageViewRestriction

from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db
DESCRIPTION = """{ pages(first: 50, types: [ARCHIVE_SECTION], orderBy: TREE) { nodes {
  ... on ArchiveSection { title description {
    dates { edtf start end display } extent scopeAndContent { text } provenance { html }
    arrangement { text } accessConditions { text } languages { code }
  } }
} } }"""


@pytest.fixture
def series():
    """Letters of 2006, with narrower ones of 1999 and 2024 and a hidden one of 1950."""
    letters = ArchiveSectionPageFactory(title="Letters")
    LetterPageFactory(parent=letters, date="2006-10")
    drafts = ArchiveSectionPageFactory(title="Drafts", parent=letters)
    ReportPageFactory(parent=drafts, date="1999")
    ReportPageFactory(parent=drafts, date="2024-01-01")
    LetterPageFactory(parent=drafts, date="1950", live=False)
    ArchiveSectionPageFactory(title="Empty")
    return letters


@pytest.fixture
def described(graphql):
    def ask():
        answer = graphql(DESCRIPTION)
        assert "errors" not in answer
        return {each["title"]: each["description"] for each in answer["data"]["pages"]["nodes"]}

    return ask


def test_what_is_not_stated_is_counted_among_public_documents(series, described):
    said = described()
    assert [said[name]["extent"] for name in ("Letters", "Drafts", "Empty")] == [
        "3 documents, 1999-2024",
        "2 documents, 1999-2024",
        "0 documents",
    ]
    assert said["Letters"]["dates"] == {
        "edtf": "1999/2024",
        "start": "1999-01-01",
        "end": "2024-12-31",
        "display": "1999–2024",
    }
    assert (said["Letters"]["languages"], said["Empty"]["languages"]) == ([{"code": "en"}], [])
    assert said["Empty"]["dates"] is None
    assert said["Letters"]["scopeAndContent"] is None


def test_what_becomes_hidden_is_counted_no_more_at_once(series, described):
    described()
    drafts = Page.objects.get(title="Drafts")
    PageViewRestriction.objects.create(page=drafts, restriction_type="login")
    assert described()["Letters"]["extent"] == "1 document, 2006"


def test_what_is_stated_is_said(series, described, locales):
    series.dates, series.extent = "1994/2010", "12 boxes"
    series.scope_and_content = "<p>Open letters.</p>"
    hidden = Page.objects.get(live=False)
    series.provenance = f'<p><a linktype="page" id="{hidden.pk}">Kept</a> at home.</p>'
    series.languages = Locale.objects.filter(language_code__in=["ja", "ko"])
    series.save_revision().publish()
    said = described()["Letters"]
    assert (said["dates"]["display"], said["extent"]) == ("1994–2010", "12 boxes")
    assert said["scopeAndContent"] == {"text": "Open letters."}
    assert said["provenance"] == {"html": "<p>Kept at home.</p>"}
    assert [each["code"] for each in said["languages"]] == ["ja", "ko"]


def test_it_speaks_the_language_of_the_series(locales, graphql):
    section = ArchiveSectionPageFactory(title="書簡")
    LetterPageFactory(parent=section, date="2006", locale=locales["ja"])
    Page.objects.filter(pk=section.pk).update(locale=locales["ja"])
    query = "{ pages(first: 5) { nodes { ... on ArchiveSection { description { extent } } } } }"
    nodes = graphql(query)["data"]["pages"]["nodes"]
    assert {"description": {"extent": "資料1点、2006年"}} in nodes


def test_many_series_cost_the_statements_of_one(
    series, described, graphql, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(20) as one:
        described()
    for number in range(9):
        LetterPageFactory(parent=ArchiveSectionPageFactory(parent=series), date=f"200{number}")
    with django_assert_num_queries(len(one)):
        assert described()["Letters"]["extent"] == "12 documents, 1999-2024"
