import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.dates.edtf import ArchiveDate
from archive.dates.written import (
    find_dates,
    normalised,
    read,
    says_the_same,
)


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("October 19, 2006", "2006-10-19"),
        ("19 October 2006", "2006-10-19"),
        ("Oct. 19th, 2006", "2006-10-19"),
        ("March 3rd, 2006", "2006-03-03"),
        ("Thursday, October 19, 2006", "2006-10-19"),
        ("JANUARY 2006", "2006-01"),
        ("2006-10-19", "2006-10-19"),
        ("Dec. 8-10, 2005", "2005-12-08/2005-12-10"),
        ("February 25 to March 1, 2007", "2007-02-25/2007-03-01"),
        ("30 December 2005 – 2 January 2006", "2005-12-30/2006-01-02"),
        ("30 March – 2 April 2006", "2006-03-30/2006-04-02"),
        ("March to May 2006", "2006-03/2006-05"),
        ("December 2005 – January 2006", "2005-12/2006-01"),
        ("2006年10月19日", "2006-10-19"),
        ("２００６年１０月１９日（木）", "2006-10-19"),
        ("2006年1月", "2006-01"),
        ("平成18年1月", "2006-01"),
        ("令和元年", "2019"),
        ("明治45年", "1912"),
        ("2006年1月11日〜18日", "2006-01-11/2006-01-18"),
        ("2006년 10월 19일", "2006-10-19"),
        ("2006. 10. 19.", "2006-10-19"),
        ("2006년 1월", "2006-01"),
        ("2006년 1월 11일~18일", "2006-01-11/2006-01-18"),
    ],
)
def test_a_line_that_is_a_date_is_read(line, edtf):
    assert read(line) == edtf


@pytest.mark.parametrize(
    "line",
    [
        "",
        "10/19/2006",
        "3-5-2006",
        "2005-06",
        "February 30, 2006",
        "March 5 to March 1, 2006",
        "October 19, 2006 in Tokyo",
        "May I ask",
        "2006年度",
        "12, 2006",
        "February 25 to March 1 of this year",
        "3月間",
    ],
)
def test_what_has_two_meanings_or_none_is_no_date(line):
    assert read(line) is None


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("held on Dec. 8-10, 2005 at the Shilla Hotel", ["2005-12-08/2005-12-10"]),
        ("from Seoul to 8 January 2006.", ["2006-01-08"]),
        ("2006年1月11日から18日まで滞在した", ["2006-01-11/2006-01-18"]),
        ("2006년 1월 11일부터 18일까지", ["2006-01-11/2006-01-18"]),
        ("From February 25 to March 1 of this year, we", ["2007-02-25/2007-03-01"]),
        ("今年2月25日から3月1日まで", ["2007-02-25/2007-03-01"]),
        ("In 2005 and in May 2006", ["2005", "2006-05"]),
        ("Room 12, 2006 people, 8-10 years", []),
        ("2006年度の会議", []),
        ("2006年3月間の滞在", ["2006"]),
    ],
)
def test_dates_are_found_within_a_text(text, dates):
    assert [written.edtf for written in find_dates(normalised(text), 2007)] == dates


@pytest.mark.parametrize(
    ("line", "language", "same"),
    [
        ("October 19, 2006", "en", True),
        ("Oct. 19, 2006", "en", False),
        ("Tokyo, October 19, 2006", "en", False),
        ("２００６年10月19日", "ja", True),
        ("平成18年10月19日", "ja", False),
        ("2006년 10월 19일", "ko", True),
        ("October 19, 2006", "ko", False),
    ],
)
def test_a_date_shows_a_line_only_in_the_same_words(line, language, same):
    assert says_the_same(line, "2006-10-19", language) is same


@given(
    st.dates().map(lambda day: ArchiveDate.parse(day.isoformat())),
    st.sampled_from(["en", "ja", "ko"]),
)
def test_what_the_archive_displays_is_read_again(date, language):
    if date.start.year >= 1000:
        assert read(date.display(language)) == (date.edtf if date.start.year < 3000 else None)


@given(st.text(alphabet="0123456789年月日년월일-–~. ,JanMay平成元年度"))
def test_no_text_is_too_strange(text):
    assert all(ArchiveDate.parse(written.edtf) for written in find_dates(normalised(text)))
