import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from archive.models.terms.precision import Position
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("latitude", "longitude", "sentence"),
    [
        (91, 129.5, "between -90 (south) and 90 (north)"),
        (-91, 129.5, "between -90 (south) and 90 (north)"),
        (42.9, 181, "between -180 (west) and 180 (east)"),
        (42.9, -181, "between -180 (west) and 180 (east)"),
        (42.9, None, "add this one, or clear the other"),
        (None, 129.5, "add this one, or clear the other"),
    ],
)
def test_an_impossible_position_is_refused(latitude, longitude, sentence):
    place = PlaceFactory.build(name="Yanji", latitude=latitude, longitude=longitude)
    with pytest.raises(ValidationError) as refused:
        place.full_clean()
    assert sentence in str(refused.value)


@pytest.mark.parametrize("position", [(0, 0), (-90, 180), (42.9067, 129.5131), (None, None)])
def test_a_place_has_a_whole_position_or_none(position):
    latitude, longitude = position
    PlaceFactory.build(latitude=latitude, longitude=longitude).full_clean()


def test_what_is_more_exact_than_told_is_sealed():
    place = PlaceFactory(latitude=42.9067, longitude=129.5131, precision="town")
    assert (place.latitude, place.longitude) == (42.95, 129.55)
    assert place.exact_position == (42.9067, 129.5131)
    assert "42.9067" not in place.sealed_position


def test_what_is_sealed_outlives_the_form_that_shows_the_coarse_position():
    place = PlaceFactory(latitude=42.9067, longitude=129.5131, precision="town")
    for precision, shown in [
        ("town", (42.95, 129.55)),
        ("region", (42.5, 129.5)),
        ("exact", (42.5, 129.5)),
        ("country", (None, None)),
        ("exact", (None, None)),
    ]:
        place = type(place).objects.get()
        place.precision = precision
        place.save()
        assert (place.latitude, place.longitude) == shown
        assert place.exact_position == (42.9067, 129.5131)


def test_a_new_position_replaces_what_was_sealed():
    place = PlaceFactory(latitude=42.9067, longitude=129.5131, precision="town")
    place.latitude, place.longitude = 37.5665, 126.978
    place.save()
    assert place.exact_position == (37.5665, 126.978)
    place.latitude, place.longitude, place.precision = 35.0, 135.0, "exact"
    place.save()
    assert (place.latitude, place.longitude, place.sealed_position) == (35.0, 135.0, "")


@given(latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
@example(latitude=0.0, longitude=-9.95e-11)
def test_the_coarser_of_a_coarse_position_is_that_of_the_exact_one(latitude, longitude):
    position = Position(latitude, longitude)
    town = position.at("town")
    assert town.at("region") == position.at("region")
    assert town.at("town") == town
    assert all(abs(town[at] - position[at]) <= 0.0500001 for at in (0, 1))
    PlaceFactory.build(latitude=town.latitude, longitude=town.longitude).full_clean(
        validate_unique=False
    )
