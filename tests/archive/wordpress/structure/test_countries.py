import pytest

from archive.wordpress.profile.lfnkr import PROFILE
from archive.wordpress.structure.countries import is_country


@pytest.mark.parametrize(
    "name",
    [
        "Japan",
        "THE NETHERLANDS",
        "the Philippines,",
        "Republic of Korea",
        "U.S.A.",
        "日本",
        "대한민국",
    ],
)
def test_a_country_is_known_by_its_names_in_three_languages(name):
    assert is_country(name, PROFILE.countries)


@pytest.mark.parametrize("name", ["", "Africa", "New York", "Korea Times", "Japan and China"])
def test_anything_else_is_no_country(name):
    assert not is_country(name, PROFILE.countries)
