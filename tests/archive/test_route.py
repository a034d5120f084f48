"""`route`: what an address leads to, however it was written down."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.factories import ReportPageFactory

pytestmark = pytest.mark.django_db


QUERY = """
query ($path: String!) {
  route(path: $path) { status page { title } redirect { location permanent } }
}
"""


@pytest.fixture
def route(graphql):
    def ask(path):
        answer = graphql(QUERY, {"path": path})
        assert "errors" not in answer
        return answer["data"]["route"]

    return ask


@pytest.fixture
def report():
    return ReportPageFactory(title="Border Report", slug="border-report")


def test_a_redirect_of_an_address_with_its_query_goes_before_the_page_without(route, report):
    Redirect.add_redirect("/?p=101", report)
    found = route("/?p=101")
    assert found["status"] == 301
    assert found["redirect"]["location"].endswith("/border-report/")


def test_a_query_that_nobody_knows_leaves_the_page_where_it_is(route, report):
    assert route("/?utm_source=mail")["status"] == 200


def test_a_redirect_answers_for_its_address_with_any_query(route, report):
    Redirect.add_redirect("/border0601.htm", report)
    assert route("/border0601.htm?utm_source=mail")["status"] == 301


@pytest.mark.parametrize("path", ["/国境/", "/%E5%9B%BD%E5%A2%83/", "/国境"])
def test_a_redirect_answers_for_japanese_decoded_or_not(route, report, path):
    Redirect.add_redirect("/%E5%9B%BD%E5%A2%83/", report)
    assert route(path)["status"] == 301
