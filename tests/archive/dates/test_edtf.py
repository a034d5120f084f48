from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.dates.edtf import ArchiveDate

days = st.dates(date(1, 1, 1), date(9999, 12, 31))
moments = st.one_of(
    days.map(lambda day: day.isoformat()),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
)
dates = moments.map(ArchiveDate.parse)


@st.composite
def spans(draw):
    first, last = sorted([draw(dates), draw(dates)], key=lambda value: value.start)
    return ArchiveDate.parse(f"{first.edtf}/{last.edtf}")


any_dates = st.one_of(dates, spans())


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2006-10-19", date(2006, 10, 19), date(2006, 10, 19), "day"),
        ("2006-02", date(2006, 2, 1), date(2006, 2, 28), "month"),
        ("2004-02", date(2004, 2, 1), date(2004, 2, 29), "month"),
        ("2006", date(2006, 1, 1), date(2006, 12, 31), "year"),
        ("2005-12-08/2005-12-10", date(2005, 12, 8), date(2005, 12, 10), "range"),
        ("2005-12/2006-01", date(2005, 12, 1), date(2006, 1, 31), "range"),
        ("2005-12-08/2006", date(2005, 12, 8), date(2006, 12, 31), "range"),
    ],
)
def test_a_date_is_as_exact_as_it_is_typed(text, start, end, precision):
    assert ArchiveDate.parse(text) == ArchiveDate(text, start, end, precision)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        (" 2006-10-19 ", "2006-10-19"),
        ("2005-12-08 / 2005-12-10", "2005-12-08/2005-12-10"),
        ("２００６－１０", "2006-10"),
        ("2006-10/2006-10", "2006-10"),
    ],
)
def test_what_an_editor_types_is_tidied(typed, edtf):
    assert ArchiveDate.parse(typed).edtf == edtf


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is not a date"),
        ("soon", "“soon” is not a date"),
        ("2006-1-2", "is not a date"),
        ("19 October 2006", "is not a date"),
        ("2006/", "is not a date"),
        ("٢٠٠٦", "is not a date"),
        ("2006-02-30", "There is no 2006-02-30 in the calendar"),
        ("2006-13", "There is no 2006-13 in the calendar"),
        ("0000", "There is no 0000 in the calendar"),
        ("2005-12-10/2005-12-08", "ends before it starts"),
        ("2006/2007/2008", "more than two dates"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        ArchiveDate.parse(text)


@pytest.mark.parametrize(
    ("text", "english", "japanese", "korean"),
    [
        ("2006", "2006", "2006年", "2006년"),
        ("2006-01", "January 2006", "2006年1月", "2006년 1월"),
        ("2006-10-19", "19 October 2006", "2006年10月19日", "2006년 10월 19일"),
        (
            "2005-12-08/2005-12-10",
            "8–10 December 2005",
            "2005年12月8日〜10日",
            "2005년 12월 8일~10일",
        ),
        (
            "2007-02-25/2007-03-01",
            "25 February – 1 March 2007",
            "2007年2月25日〜3月1日",
            "2007년 2월 25일~3월 1일",
        ),
        (
            "2005-12/2006-01",
            "December 2005 – January 2006",
            "2005年12月〜2006年1月",
            "2005년 12월~2006년 1월",
        ),
        ("2005-03/2005-11", "March–November 2005", "2005年3月〜11月", "2005년 3월~11월"),
        ("2005/2006", "2005–2006", "2005年〜2006年", "2005년~2006년"),
        ("2005/2006-03", "2005 – March 2006", "2005年〜2006年3月", "2005년~2006년 3월"),
    ],
)
def test_a_date_reads_naturally_in_each_language(text, english, japanese, korean):
    date_ = ArchiveDate.parse(text)
    assert [date_.display(code) for code in ("en", "ja", "ko")] == [english, japanese, korean]


@given(any_dates)
def test_the_text_of_a_date_reads_back_as_the_same_date(value):
    assert ArchiveDate.parse(value.edtf) == value


@given(any_dates)
def test_every_date_starts_before_it_ends_and_can_be_shown(value):
    assert value.start <= value.end
    assert all(value.display(code) for code in ("en", "ja", "ko"))


@given(st.text(max_size=30))
def test_no_text_breaks_the_parser(text):
    with suppress(ValueError):
        ArchiveDate.parse(text)


@given(any_dates, any_dates)
def test_what_ends_before_another_starts_sorts_first(one, other):
    first, last = sorted([one, other], key=lambda value: value.start)
    assume(first.end < last.start)
    assert first.sort_key < last.sort_key


@given(st.lists(days, min_size=4, max_size=4).map(sorted))
def test_a_date_sorts_before_what_it_contains(bounds):
    outer_start, inner_start, inner_end, outer_end = bounds
    assume(inner_start != inner_end and (outer_start, outer_end) != (inner_start, inner_end))
    outer = ArchiveDate.parse(f"{outer_start}/{outer_end}")
    inner = ArchiveDate.parse(f"{inner_start}/{inner_end}")
    assert outer.sort_key < inner.sort_key


@given(days)
def test_a_year_its_month_and_its_day_sort_in_this_order(day):
    texts = [day.isoformat()[:length] for length in (4, 7, 10)]
    parsed = [ArchiveDate.parse(text) for text in texts]
    contained = [value.sort_key for value in parsed]
    assert contained == sorted(contained)
    assert len(parsed[0].sort_key) == 16


def test_days_sort_as_the_calendar_does():
    first = date(1999, 12, 25)
    keys = [
        ArchiveDate.parse((first + timedelta(days=number)).isoformat()).sort_key
        for number in range(60)
    ]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2006-05-10/2006", date(2006, 5, 10), date(2006, 12, 31)),
        ("2006-05-10/2006-05", date(2006, 5, 10), date(2006, 5, 31)),
        ("2006/2006-05-10", date(2006, 1, 1), date(2006, 5, 10)),
    ],
)
def test_an_end_known_less_exactly_than_the_start_lasts_to_its_last_day(text, start, end):
    span = ArchiveDate.parse(text)
    assert (span.edtf, span.start, span.end, span.precision) == (text, start, end, "range")


@pytest.mark.parametrize("text", ["2006-05-10/2005", "2006-05-10/2006-04", "2006/2005-12-31"])
def test_an_end_known_less_exactly_than_the_start_is_not_before_it(text):
    with pytest.raises(ValueError, match="ends before it starts"):
        ArchiveDate.parse(text)
