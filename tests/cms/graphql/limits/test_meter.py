"""Lists that turn out longer than computed are stopped before more is loaded."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import EntryPage, Place
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db

PLACES = 100
ENTRIES = 3
BELOW = "{ places { entries(first: 20) { nodes { title } } } }"
PAGED = """query ($a: Int, $b: Int) { entries(first: $a, last: $b) { nodes {
  title categories { entries(first: $a, last: $b) { nodes { title } } } } } }"""


@pytest.fixture
def places(locales):
    section = ArchiveSectionPageFactory()
    reports = [ReportPageFactory(parent=section, slug=f"report-{n}") for n in range(ENTRIES)]
    made = Place.objects.bulk_create(
        [Place(name=f"Place {n}", slug=f"place-{n}") for n in range(PLACES)]
    )
    through = EntryPage.places.through
    through.objects.bulk_create(
        [through(entrypage_id=each.pk, place_id=p.pk) for p in made for each in reports]
    )
    return made


@pytest.fixture
def ask(client):
    def send(query, variables=None):
        body = {"query": query, "variables": variables or {}, "extensions": {"cost": True}}
        return client.post("/graphql/", json.dumps(body), "application/json").json()

    return send


def refusal(answer):
    [error] = answer["errors"]
    assert not answer.get("data")
    assert "path" not in error
    return error["extensions"]["code"]


@pytest.mark.parametrize("variables", [{"a": 100.0}, {"b": 100.0}, {"b": 100}])
def test_every_way_to_write_a_page_size_has_its_price(locales, ask, variables):
    assert "errors" not in ask(PAGED, {"a": 1})
    assert refusal(ask(PAGED, variables)) == "QUERY_TOO_COMPLEX"


def test_a_list_is_counted_as_long_as_it_is(places, ask):
    answer = ask(BELOW)
    assert "errors" not in answer
    assert answer["extensions"]["cost"]["objects"] == PLACES * (2 + ENTRIES)
    assert [len(each["entries"]["nodes"]) for each in answer["data"]["places"]] == [3] * PLACES


@pytest.mark.parametrize(
    "document",
    [
        "{ places { entries(first: 60) { nodes { title } } } }",
        (
            "{ a: places { ...Below } b: places { ...Below } c: places { ...Below } }"
            "fragment Below on Place { entries(first: 20) { nodes { title } } }"
        ),
        "{ places { entries { facets { places { place { entries { totalCount } } } } } } }",
    ],
    ids=["a long page", "aliases", "lists in lists"],
)
def test_a_document_is_stopped_before_what_its_lists_hold_is_loaded(places, ask, document):
    ask("{ entries { totalCount } }")  # by an index, which is made now
    with CaptureQueriesContext(connection) as queries:
        assert refusal(ask(document)) == "QUERY_TOO_COMPLEX"
    assert not any("date_sort" in query["sql"] for query in queries)


def test_a_body_counts_as_long_as_it_is(locales, ask, settings):
    settings.GRAPHQL_COST = 60
    body = [("heading", {"text": "Rice"})] * 50
    entries = [ReportPageFactory(slug=f"long-{n}", body=body) for n in range(2)]
    document = "query ($n: Int) { entries(first: $n) { nodes { body { __typename } } } }"
    assert "errors" not in ask(document, {"n": 1})
    assert refusal(ask(document, {"n": 2})) == "QUERY_TOO_COMPLEX"
    assert len(entries) == 2


def test_the_rate_is_charged_for_what_there_was(places, ask, settings):
    settings.GRAPHQL_RATE_LIMIT = 0
    ask(BELOW)
    settings.GRAPHQL_RATE_LIMIT = 2_000
    objects = PLACES * (1 + 1 + ENTRIES)
    answered = 0
    while "data" in ask(BELOW):
        answered += 1
    assert answered == -(-2_000 // (objects + 50))
