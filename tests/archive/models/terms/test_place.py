import pytest
from django.core.exceptions import ValidationError

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
