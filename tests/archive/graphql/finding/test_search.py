"""Readers find documents by their words, in every language."""

import re
from operator import itemgetter

import pytest

from archive.models import EntryPage
from tests.archive.search.written import FORMS
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db

SEARCH = """query ($query: String!, $first: Int, $after: String, $filter: EntryFilter) {
  search(query: $query, first: $first, after: $after, filter: $filter) {
    totalCount nodes { title }
    edges { cursor score node { title } highlights { field html } }
    pageInfo { hasNextPage endCursor }
    facets { types { type count } }
  }
}"""


def paragraph(words):
    return [("paragraph", {"text": f"<p>{words}</p>"})]


@pytest.fixture
def found(graphql):
    def ask(query, **variables):
        answer = graphql(SEARCH, {"query": query, **variables})
        assert "errors" not in answer
        return answer["data"]["search"]

    return ask


def titles(connection):
    return [node["title"] for node in connection["nodes"]]


def test_a_word_in_the_title_comes_before_one_in_the_body(found, locales):
    ReportPageFactory(title="Winter", body=paragraph("At the river"), date="2007")
    ReportPageFactory(title="River", date="2001")
    hits = found("rivers")
    assert titles(hits) == ["River", "Winter"]
    assert hits["edges"][0]["score"] > hits["edges"][1]["score"]


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("難民", "北朝鮮難民救援基金"),
        ("북자", "탈북자를 돕는 사람들"),
        ("tumen", "The TUMEN river"),
    ],
)
def test_a_word_in_the_middle_of_a_sentence_is_found_and_marked(found, locales, query, body):
    ReportPageFactory(title="Report", body=paragraph(body))
    [edge] = found(query)["edges"]
    marked = {each["field"]: each["html"] for each in edge["highlights"]}
    assert "<mark>" in marked["body"]


@pytest.mark.parametrize("forms", FORMS, ids=itemgetter(0))
def test_a_word_is_found_and_marked_in_whatever_form_it_is_typed_or_written(found, locales, forms):
    for form in forms:
        ReportPageFactory(title="Report", body=paragraph(f"Of one. {form}, and so on"))
    ReportPageFactory(
        title="Other", body=paragraph("キム、ジョン。加藤, U, N, D P R, 1 200, 남 북")
    )
    for typed in forms:
        hits = found(typed)
        assert titles(hits) == ["Report"] * len(forms)
        for edge in hits["edges"]:
            (body,) = (each["html"] for each in edge["highlights"] if each["field"] == "body")
            assert re.match("Of one. [(（\ufeff]?<mark>", body)


def test_a_highlight_holds_no_markup_but_the_mark(found, locales):
    ReportPageFactory(title="<b>River</b> & co")
    [edge] = found("river")["edges"]
    html = next(each["html"] for each in edge["highlights"] if each["field"] == "title")
    assert html == "&lt;b&gt;<mark>River</mark>&lt;/b&gt; &amp; co"


def test_pages_of_hits_with_equal_scores_neither_repeat_nor_skip(found, locales):
    section = ArchiveSectionPageFactory()
    for number in range(7):
        ReportPageFactory(parent=section, title=f"River {number}", date=f"200{number % 2}")
    seen, after = [], None
    while True:
        page = found("river", first=3, after=after)
        seen += titles(page)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert page["totalCount"] == 7
    assert seen == titles(found("river"))
    assert sorted(seen) == [f"River {number}" for number in range(7)]


def test_a_cursor_of_other_words_is_refused(graphql, found, locales):
    ReportPageFactory(title="River")
    cursor = found("river")["pageInfo"]["endCursor"]
    answer = graphql(SEARCH, {"query": "winter", "after": cursor})
    assert answer["errors"][0]["message"] == "after is a cursor of another order or filter."


def test_a_filter_narrows_the_hits_and_a_facet_counts_past_its_own(found, locales):
    ReportPageFactory(title="River report")
    LetterPageFactory(title="River letter")
    hits = found("river", filter={"types": ["LETTER"]})
    assert titles(hits) == ["River letter"]
    assert hits["facets"]["types"] == [
        {"type": "LETTER", "count": 1},
        {"type": "REPORT", "count": 1},
    ]


def test_what_was_taken_down_is_found_no_more_whatever_the_index_holds(found, locales):
    report = ReportPageFactory(title="River")
    EntryPage.objects.filter(pk=report.pk).update(live=False)
    assert found("river")["totalCount"] == 0


@pytest.mark.parametrize("query", ["", "   ", "%", '"', "-river", "& | ! :* ("])
def test_a_query_that_asks_for_nothing_finds_nothing(found, locales, query):
    ReportPageFactory(title="River")
    assert found(query)["totalCount"] == 0


@pytest.mark.parametrize("query", ["x" * 201, " ".join("abcdefghijk")])
def test_a_query_over_a_limit_is_an_error_that_says_the_number(graphql, locales, query):
    error = graphql(SEARCH, {"query": query})["errors"][0]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "200" in error["message"] or "10" in error["message"]
