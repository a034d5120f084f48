"""The newest of many hits are ranked, the others follow, both with the index and with SQL."""

import pytest
from django.utils import timezone

from archive.bitmaps import kept
from archive.graphql.finding import ranking
from archive.search.index import reindex
from tests.factories import ReportPageFactory, languages
from tests.shared_data import shared_data

QUERY = """query ($text: String!, $first: Int, $after: String) {
  search(query: $text, first: $first, after: $after) {
    edges { cursor score node { title } } pageInfo { hasNextPage hasPreviousPage } } }"""
TOTAL = "query ($text: String!) { search(query: $text) { totalCount } }"
DATES = ["2001", "2002-03", "2003-05-06", "2004", "2005", "2006"]


@shared_data
def written():
    languages()
    pages = [
        ReportPageFactory(
            title="Harvest" if day in ("2001", "2004") else day, summary="The harvest.", date=day
        )
        for day in DATES
    ]
    hidden = ReportPageFactory(title="Harvest", summary="The harvest.", date="2007")
    type(hidden).objects.filter(pk=hidden.pk).update(expire_at=timezone.now())
    reindex([page.pk for page in [*pages, hidden]])


@pytest.fixture(params=["index", "SQL"])
def reports(request, written, monkeypatch):
    """Three of six are ranked: the newest, of which the oldest has the word in its title."""
    monkeypatch.setattr(ranking, "RANKED", 3)
    if request.param == "SQL":
        monkeypatch.setattr(kept, "_index_for", lambda context: None)


def walked(graphql, text, size, total):
    """The titles and scores of all pages of hits, and what each said of those around it."""
    titles, after, around = [], None, []
    while True:
        answer = graphql(QUERY, {"text": text, "first": size, "after": after})
        assert "errors" not in answer
        search = answer["data"]["search"]
        titles += [(edge["node"]["title"], edge["score"]) for edge in search["edges"]]
        around.append(tuple(search["pageInfo"].values()))
        if not search["pageInfo"]["hasNextPage"]:
            assert graphql(TOTAL, {"text": text})["data"]["search"]["totalCount"] == total
            return titles, around
        after = search["edges"][-1]["cursor"]


@pytest.mark.parametrize("size", [1, 2, 4, 6])
def test_the_newest_are_ranked_and_the_others_follow(graphql, reports, size):
    titles, around = walked(graphql, "harvest", size, len(DATES))
    assert [title for title, _score in titles] == [
        *("Harvest", "2006", "2005"), *("2003-05-06", "2002-03", "Harvest"),
    ]  # fmt: skip
    assert [score > 0 for _title, score in titles] == [True] * 3 + [False] * 3
    pages = len(around)
    assert around == [(number < pages - 1, number > 0) for number in range(pages)]


@pytest.mark.parametrize("size", [1, 3, 6])
def test_so_are_those_with_a_phrase_wherever_documents_have_its_words_apart(graphql, reports, size):
    apart = [
        ReportPageFactory(title="Apart", summary="The good harvest.", date=day)
        for day in ("2006-07", "2004-02", "2001-05", "2001-06")
    ]
    reindex([page.pk for page in apart])
    titles, around = walked(graphql, '"the harvest"', size, len(DATES))
    assert [title for title, _score in titles] == [
        *("2006", "2005", "Harvest"), *("2003-05-06", "2002-03", "Harvest"),
    ]  # fmt: skip
    assert len(around) == -(-len(DATES) // size)
