"""No answer distinguishes two positions in the same cell."""

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.models import Place
from cms.record.comparison import compare_everything
from cms.record.models import Change
from tests.factories import ArchiveSectionPageFactory, PlaceFactory, ReportPageFactory

pytestmark = pytest.mark.django_db
QUERY = """{
  entries {
    nodes { places { name slug latitude longitude precision } } facets { places { count } }
  }
  search(query: "Helong") { totalCount nodes { places { latitude longitude } } }
  route(path: "/place/helong/") { target { ... on Place {
    latitude longitude precision entryCount entries { totalCount } } } }
  changes { nodes { kind } }
}"""


@pytest.fixture
def place():
    place = PlaceFactory(name="Helong", slug="helong")
    section = ArchiveSectionPageFactory(slug="reports")
    ReportPageFactory(parent=section, title="Helong", places=[place]).save_revision().publish()
    return place


@pytest.fixture
def told(graphql, client, place):
    """All that readers are told with a place at a position."""

    def ask(latitude, longitude, precision):
        place.latitude, place.longitude, place.precision = latitude, longitude, precision
        place.save()
        compare_everything()
        answer = graphql(QUERY)
        assert "errors" not in answer, answer
        return answer["data"]

    return ask


@pytest.mark.once
@settings(max_examples=15)
@given(
    precision=st.sampled_from(["town", "region", "country"]),
    first=st.tuples(st.floats(0.001, 0.099), st.floats(0.001, 0.099)),
    second=st.tuples(st.floats(0.001, 0.099), st.floats(0.001, 0.099)),
)
def test_two_positions_in_one_cell_are_told_as_one(told, precision, first, second):
    answers = [told(42.9 + north, 129.5 + east, precision) for north, east in (first, second)]
    count = Change.objects.count()
    assert answers[0]["entries"] == answers[1]["entries"]
    assert answers[0]["search"] == answers[1]["search"]
    assert answers[0]["route"] == answers[1]["route"]
    told(42.9 + first[0], 129.5 + first[1], precision)
    assert Change.objects.count() == count


def test_a_coarse_position_says_how_coarse(told):
    [row] = told(42.9067, 129.5131, "town")["entries"]["nodes"][0]["places"]
    assert (row["latitude"], row["longitude"], row["precision"]) == (42.95, 129.55, "TOWN")
    [row] = told(42.9067, 129.5131, "country")["entries"]["nodes"][0]["places"]
    assert (row["latitude"], row["longitude"], row["precision"]) == (None, None, "COUNTRY")


def test_a_place_without_a_position_is_not_in_the_gulf_of_guinea(told):
    [row] = told(None, None, "exact")["entries"]["nodes"][0]["places"]
    assert (row["latitude"], row["longitude"]) == (None, None)


def test_the_admin_shows_it_to_nobody_either(told, place, admin_client):
    told(42.9871, 129.5131, "town")
    for name, arguments in (("edit", [place.pk]), ("list", []), ("history", [place.pk])):
        page = admin_client.get(reverse(f"wagtailsnippets_archive_place:{name}", args=arguments))
        assert "42.9871" not in page.content.decode()
    assert Place.objects.get().exact_position == (42.9871, 129.5131)
