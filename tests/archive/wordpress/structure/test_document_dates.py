from datetime import UTC, date, datetime

import pytest

from archive.wordpress.profile.lfnkr import PROFILE
from archive.wordpress.structure.document_dates import (
    date_in_title,
    document_date,
    fiscal_span,
    fiscal_year,
    is_plausible,
    period,
)
from tests.archive.wordpress.structure.posts import codes

TODAY = date(2026, 3, 2)
POSTED = date(2006, 3, 1)
AT_NIGHT = datetime(2006, 3, 1, 23, 30, tzinfo=UTC).replace(tzinfo=None)


def dated(title="Abandoned Children", line=None, posted=AT_NIGHT, modified=None):
    return document_date(
        title, line, posted=posted, modified=modified, today=TODAY, profile=PROFILE
    )


@pytest.mark.parametrize(
    ("title", "edtf"),
    [
        ("Border Report – January 2006", "2006-01"),
        ("Border Report (January 2006)", "2006-01"),
        ("January 2006: Border Report", "2006-01"),
        ("The Border (January 2006) Revisited", "2006-01"),
        ("Appeal of 15 December 2005", "2005-12-15"),
        ("Prices, Jan.–Mar. 2006", "2006-01/2006-03"),
        ("Refugee Rescue Activities – 2005", "2005"),
        ("Camps, 1960-1970", "1960/1970"),
        ("Summer Camp 2006", "2006"),
        ("2006", "2006"),
        ("国境報告（2006年1月）", "2006-01"),
        ("2006年1月の国境報告", "2006-01"),
        ("国境報告　平成18年1月", "2006-01"),
        ("2006년 1월 국경 보고", "2006-01"),
        ("국경 보고 - 2006년 1월", "2006-01"),
    ],
)
def test_a_title_that_begins_or_ends_with_a_date_is_of_that_date(title, edtf):
    assert date_in_title(title, POSTED, PROFILE) == edtf


@pytest.mark.parametrize(
    "title",
    [
        "The January 2006 Crackdown Remembered",
        "Activity Report – FY 2005-2006",
        "2005年度活動報告",
        "2005년도 활동보고",
        "Resolution 1999",
        "January 2006 Crackdown",
        "A Letter from May",
    ],
)
def test_a_number_in_a_title_that_may_mean_something_else_is_no_date(title):
    assert date_in_title(title, POSTED, PROFILE) is None


@pytest.mark.parametrize("title", ["Beijing Olympics – 2008", "The Border – 1910"])
def test_a_date_that_cannot_be_the_documents_is_not_taken(title):
    assert date_in_title(title, POSTED, PROFILE) is None


def test_a_document_may_be_of_the_year_to_come_and_no_later():
    assert is_plausible("2007-03-01", POSTED)
    assert not is_plausible("2007-03-05", POSTED)
    assert is_plausible("1940", POSTED)
    assert not is_plausible("1939-12", POSTED)


def test_the_own_date_of_a_document_goes_before_its_title():
    assert dated("Report – January 2006", "2006-02-03") == ("2006-02-03", [])
    assert dated("Report – January 2006", "2036-02-03") == ("2006-01", [])


def test_without_a_date_of_its_own_a_document_is_of_the_local_day_of_its_post():
    assert dated() == ("2006-03-01", [])


def test_without_any_date_the_day_of_the_last_change_stands_in_and_is_named():
    edtf, notes = dated(posted=None, modified=datetime(2007, 5, 6, tzinfo=UTC))
    assert (edtf, codes(notes)) == ("2007-05-06", ["date-unknown"])
    edtf, notes = dated(posted=None)
    assert (edtf, codes(notes)) == (TODAY.isoformat(), ["date-unknown"])


def test_a_dated_title_needs_no_date_of_its_post():
    assert dated("Report – January 2006", posted=None) == ("2006-01", [])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("LFNKR Activity Report – FY 2005-2006", "FY 2005-2006"),
        ("Activity Report – Fiscal  Year 2005", "Fiscal Year 2005"),
        ("2005年度活動報告", "2005年度"),
        ("平成17年度事業報告", "平成17年度"),
        ("2005년도 활동보고", "2005년도"),
        ("Annual Report 2006", ""),
        ("FYI 2006", ""),
    ],
)
def test_a_fiscal_year_is_called_what_was_printed(text, label):
    assert fiscal_year(PROFILE.fiscal_years, text) == label


def test_the_first_text_that_names_a_fiscal_year_decides():
    assert fiscal_year(PROFILE.fiscal_years, "Annual Report", "FY 2005", "FY 2006") == "FY 2005"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("From February 25 to March 1 of this year, we were", "2007-02-25/2007-03-01"),
        ("2007年2月25日から3月1日まで調査した", "2007-02-25/2007-03-01"),
        ("From May 25 to June 1 of this year, we will be", None),
        ("From March 1 to April 2 of this year, we are", None),
        ("January 3-5, 2007 and February 3-5, 2007", None),
        ("Between 2005 and 2006", None),
    ],
)
def test_the_period_is_the_one_span_of_days_before_the_document(text, span):
    assert period(text, "2007-03-20", PROFILE) == span


@pytest.mark.parametrize(
    ("label", "year"),
    [
        *(("FY 2005-2006", 2005), ("FY'05", 2005), ("FY'12", 2012), ("FY'98", 1998)),
        *(("2012", 2012), ("平成17年度", 2005), ("?", 2007)),
    ],
)
def test_a_fiscal_year_runs_from_april_to_march(label, year):
    span = fiscal_span(label, date(2007, 9, 30), PROFILE)
    assert span == (date(year, 4, 1), date(year + 1, 3, 31))
