"""Of many hits the newest are ranked; the others follow, whether the index or SQL tells which."""

import pytest
from django.utils import timezone

from archive.bitmaps import kept
from archive.graphql.finding import ranking
from archive.search.index import reindex
from tests.factories import ReportPageFactory, languages
from tests.shared_data import shared_data

QUERY = """query ($first: Int, $after: String, $filter: EntryFilter) {
  search(query: "harvest", first: $first, after: $after, filter: $filter) {
    totalCount edges { cursor score node { title } } pageInfo { hasNextPage hasPreviousPage } } }"""
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


def walked(graphql, size):
    """The titles and scores of all pages of hits, and what each said of those around it."""
    titles, after, around = [], None, []
    while True:
        answer = graphql(QUERY, {"first": size, "after": after})
        assert "errors" not in answer
        search = answer["data"]["search"]
        titles += [(edge["node"]["title"], edge["score"]) for edge in search["edges"]]
        around.append(tuple(search["pageInfo"].values()))
        if not search["pageInfo"]["hasNextPage"]:
            assert search["totalCount"] == len(DATES)
            return titles, around
        after = search["edges"][-1]["cursor"]


@pytest.mark.parametrize("size", [1, 2, 4, 6])
def test_the_newest_are_ranked_and_the_others_follow(graphql, reports, size):
    titles, around = walked(graphql, size)
    assert [title for title, _score in titles] == [
        *("Harvest", "2006", "2005"), *("2003-05-06", "2002-03", "Harvest"),
    ]  # fmt: skip
    assert [score > 0 for _title, score in titles] == [True] * 3 + [False] * 3
    pages = len(around)
    assert around == [(number < pages - 1, number > 0) for number in range(pages)]
