"""Years below 1000 have four digits wherever a machine reads them."""

import pytest

from tests.factories import LetterPageFactory

pytestmark = pytest.mark.django_db

QUERY = """{
  entries(filter: {date: {from: "0900-01-01", to: "0999-12-31"}}, orderBy: DATE_ASC) { nodes {
    referenceCode date { edtf start end display } seo { jsonLd } citation { text bibtex cslJson }
  } facets { years { year } } }
  timeline(granularity: MONTH) { year month }
  route(path: "/0988/10/") { status target { ... on Period { year path } } }
}"""


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("0988-10-19", "0988-10-19", "0988-10-19"),
        ("0988-10", "0988-10-01", "0988-10-31"),
        ("0988-10-19/0999-01", "0988-10-19", "0999-01-31"),
    ],
)
def test_a_letter_of_the_tenth_century_is_dated_as_one_of_today(
    graphql, locales, date, first, last
):
    LetterPageFactory(date="2006-10-19")
    LetterPageFactory(date=date)
    data = graphql(QUERY)["data"]
    [letter] = data["entries"]["nodes"]
    assert letter["referenceCode"].startswith("LF-L-0988-")
    assert letter["date"].items() >= {"edtf": date, "start": first, "end": last}.items()
    assert letter["seo"]["jsonLd"]["@graph"][0]["dateCreated"] == date
    assert "year = {0988}" in letter["citation"]["bibtex"]
    assert f"date = {{{date}}}" in letter["citation"]["bibtex"]
    assert letter["citation"]["cslJson"]["issued"]["date-parts"][0][:2] == [988, 10]
    assert data["timeline"][0] == {"year": 988, "month": 10}
    assert data["route"]["target"] == {"year": 988, "path": "/0988/10/"}
