from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from archive.models import FilmEventPage, Screening
from tests.factories import FilmEventPageFactory

pytestmark = pytest.mark.django_db


def screening(**fields):
    return Screening(
        **{
            "starts_at": datetime(2005, 12, 9, 9, 30, tzinfo=UTC),
            "time_zone": "Asia/Seoul",
            "venue": "Hall",
            "city": "Seoul",
            **fields,
        }
    )


def test_a_screening_knows_what_the_clock_at_the_venue_showed():
    film = FilmEventPageFactory(screenings=[screening()])
    stored = FilmEventPage.objects.get(pk=film.pk).screenings.get()
    assert stored.local_start.isoformat() == "2005-12-09T18:30:00+09:00"


@pytest.mark.parametrize("name", ["Tokyo", "Asia/Pyongyan", "../../etc/passwd", "JST-9"])
def test_an_unknown_time_zone_is_refused_with_a_sentence(name):
    with pytest.raises(ValidationError, match=r"is not a time zone\. Write continent and city"):
        screening(time_zone=name).clean_fields(exclude={"page"})


def film_form(film, **answers):
    """The admin's form for the one screening of a film."""
    form_class = FilmEventPage.get_edit_handler().get_form_class()
    row = {"id": "", "venue": "Hall", "city": "Seoul", "ORDER": "1", **answers}
    data = {f"screenings-0-{name}": value for name, value in row.items()}
    management = {
        "TOTAL_FORMS": "1",
        "INITIAL_FORMS": "0",
        "MAX_NUM_FORMS": "",
        "MIN_NUM_FORMS": "",
    }
    data |= {f"screenings-{name}": value for name, value in management.items()}
    return form_class(data, instance=film).formsets["screenings"]


@pytest.mark.parametrize("desk", ["Asia/Tokyo", "America/New_York", "UTC"])
def test_the_time_is_typed_as_the_clock_at_the_venue_shows_it(desk):
    with timezone.override(desk):
        formset = film_form(
            FilmEventPage(), starts_at="2005-12-09 18:30", time_zone="America/Los_Angeles"
        )
        assert formset.is_valid(), formset.errors
    start = formset.forms[0].instance.starts_at
    assert start.astimezone(UTC) == datetime(2005, 12, 10, 2, 30, tzinfo=UTC)


def test_a_time_that_the_desks_clock_skips_is_taken_at_the_venue():
    with timezone.override("America/New_York"):  # the clocks there went from 2:00 to 3:00
        formset = film_form(FilmEventPage(), starts_at="2006-04-02 02:30", time_zone="Asia/Tokyo")
        assert formset.is_valid(), formset.errors
    start = formset.forms[0].instance.starts_at
    assert start.astimezone(UTC) == datetime(2006, 4, 1, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize("fold", ["", "0", "1"])
def test_an_hour_that_the_venues_clock_skips_is_refused(fold):
    formset = film_form(
        FilmEventPage(), starts_at="2006-04-02 02:30", time_zone="America/New_York", fold=fold
    )
    [errors] = formset.errors
    assert errors["starts_at"] == [
        "No clock in America/New_York showed 02:30: that hour is skipped when summer time begins."
    ]


def test_an_hour_that_comes_twice_asks_which():
    answers = {"starts_at": "2006-10-29 01:30", "time_zone": "America/New_York"}
    [errors] = film_form(FilmEventPage(), **answers).errors
    assert "showed 01:30 twice: say which of the two is meant" in str(errors["starts_at"])
    for fold, hour in (("0", 5), ("1", 6)):
        formset = film_form(FilmEventPage(), **answers, fold=fold)
        assert formset.is_valid(), formset.errors
        start = formset.forms[0].instance.starts_at
        assert start.astimezone(UTC) == datetime(2006, 10, 29, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize(("hour", "fold"), [(5, 0), (6, 1), (7, "")])
def test_the_form_says_again_which_hour_it_was(hour, fold):
    start = datetime(2006, 10, 29, hour, 30, tzinfo=UTC)
    film = FilmEventPageFactory(screenings=[screening(starts_at=start, time_zone="US/Eastern")])
    form_class = FilmEventPage.get_edit_handler().get_form_class()
    row = form_class(instance=film).formsets["screenings"].forms[0]
    assert f'value="{fold}" selected' in str(row["fold"])


def test_the_form_shows_the_time_at_the_venue_again():
    film = FilmEventPageFactory(screenings=[screening()])
    form_class = FilmEventPage.get_edit_handler().get_form_class()
    row = form_class(instance=film).formsets["screenings"].forms[0]
    assert "2005-12-09 18:30" in str(row["starts_at"])


def test_an_unknown_time_zone_is_an_answer_not_a_crash():
    formset = film_form(FilmEventPage(), starts_at="2005-12-09 18:30", time_zone="Tokyo")
    assert not formset.is_valid()
    assert "is not a time zone" in str(formset.errors)


@pytest.mark.parametrize(
    ("field", "value"), [("film_year", 1700), ("film_runtime_minutes", 0), ("film_url", "x")]
)
def test_impossible_facts_about_a_film_are_refused(field, value):
    with pytest.raises(ValidationError) as refused:
        FilmEventPageFactory(**{field: value})
    assert list(refused.value.message_dict) == [field]
