from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.dates.typed import archive_date, day, moment, time_of_day
from archive.dates.unclear import Unclear


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2006-11", "2006-11"),
        ("2005-12-08 / 2005-12-10", "2005-12-08/2005-12-10"),
        ("2006-1-2", "2006-01-02"),
        ("2006/10/19", "2006-10-19"),
        ("2006/10", "2006-10"),
        ("10/2006", "2006-10"),
        ("31/03/2007", "2007-03-31"),
        ("03/31/2007", "2007-03-31"),
        ("3.3.2007", "2007-03-03"),
        ("1 jan 2027", "2027-01-01"),
        ("Oct. 19th, 2006", "2006-10-19"),
        ("2006年10月19日", "2006-10-19"),
        ("平成１８年１１月", "2006-11"),
        ("2006. 10. 19.", "2006-10-19"),
        ("2006년 1월 11일~18일", "2006-01-11/2006-01-18"),
    ],
)
def test_a_date_is_read_as_people_of_three_languages_type_it(typed, edtf):
    assert archive_date(typed).edtf == edtf


def test_a_day_that_could_be_a_month_is_asked_about():
    sentence = "“03/04/2007” can be 2007-04-03 or 2007-03-04. Write the one that is meant"
    for read in (archive_date, day, moment):
        with pytest.raises(Unclear, match=sentence):
            read("03/04/2007")


@pytest.mark.parametrize("typed", ["2006-11", "平成18年11月", "2006", "2006-11-01/2006-11-03"])
def test_a_month_is_no_day(typed):
    with pytest.raises(Unclear, match=f"“{typed}” does not say which day is meant"):
        day(typed)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("2027-01-01", None),
        ("1 Jan 2027", None),
        ("2027-01-01 09:05", time(9, 5)),
        ("2027-01-01T09:05:30", time(9, 5, 30)),
        ("1 Jan 2027 at 6pm", time(18)),
        ("January 1, 2027, 12:15 a.m.", time(0, 15)),
        ("2027年1月1日18時30分", time(18, 30)),
        ("2027年1月1日 午後0時", time(12)),
        ("2027. 1. 1. 오후 6시 30분", time(18, 30)),
    ],
)
def test_a_moment_is_a_day_and_perhaps_a_time(typed, clock):
    assert moment(typed) == (date(2027, 1, 1), clock)


@pytest.mark.parametrize("typed", ["9", "9:", "24:00", "13:00 pm", "noon"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(Unclear, match=f"“{typed}” is not a time of day"):
        time_of_day(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("tomorrow", "“tomorrow” is not a day that can be read"),
        ("2027-01-01 9", "“2027-01-01 9” is not a day that can be read"),
        ("2007-02-30", "There is no 2007-02-30 in the calendar"),
        ("31/14/2007", "There is no 2007-31-14 in the calendar"),
        ("2027-01-01 25:00", "“25:00” is not a time of day"),
    ],
)
def test_what_is_no_moment_is_refused_in_a_sentence(typed, sentence):
    with pytest.raises(Unclear, match=sentence):
        moment(typed)


@given(st.text(alphabet="0123456789/-.: 年月日時년월일시午後오전pmJanT", max_size=20))
def test_no_text_is_anything_but_read_or_unclear(typed):
    for read in (archive_date, day, moment, time_of_day):
        with suppress(Unclear):
            read(typed)
