"""`route`: what an address leads to, in any spelling."""

from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from tests.factories import ArchiveSectionPageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db


QUERY = """
query ($path: String!) {
  route(path: $path) {
    status target { __typename ... on Page { title } ... on Redirect { location permanent } }
  }
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
    assert found["target"]["location"].endswith("/border-report/")


def test_a_query_that_nobody_knows_leaves_the_page_where_it_is(route, report):
    assert route("/?utm_source=mail")["status"] == 200


@pytest.mark.parametrize(
    "query",
    [
        "p=101&utm_source=mail",
        "utm_source=mail&p=101",
        "a=1&b=2&c=3&d=4&e=5&f=6&g=7&p=101",
        "p=101&preview=true#more",
    ],
)
def test_a_redirect_of_one_parameter_answers_among_others(route, report, query):
    Redirect.add_redirect("/?p=101", report)
    assert route(f"/?{query}")["status"] == 301
    assert route("/?p=102&utm_source=mail")["status"] == 200


def test_a_redirect_of_the_whole_query_goes_before_one_of_a_part(route, report):
    Redirect.add_redirect("/pictures/?album=3", "/elsewhere/")
    Redirect.add_redirect("/pictures/?page=2&album=3", report)
    found = route("/pictures/?album=3&page=2")
    assert found["target"]["location"].endswith("/border-report/")


def test_a_redirect_of_one_parameter_answers_only_at_its_path(route, report):
    Redirect.add_redirect("/?p=101", report)
    assert route("/elsewhere/?p=101&utm_source=mail")["status"] == 404


@pytest.mark.parametrize("path", ["/?p=101", "/?p=102"])
def test_a_long_query_costs_no_more_statements(route, report, path):
    Redirect.add_redirect("/?p=101", report)
    route(path), route(f"{path}&a=1")  # what is compiled once
    with CaptureQueriesContext(connection) as short:
        route(path)
    with CaptureQueriesContext(connection) as long:
        route(f"{path}&{'&'.join(f'utm_{number}=x' for number in range(200))}")
    assert len(long) == len(short)


def test_a_redirect_answers_for_its_address_with_any_query(route, report):
    Redirect.add_redirect("/border0601.htm", report)
    assert route("/border0601.htm?utm_source=mail")["status"] == 301


@pytest.mark.parametrize("path", ["/国境/", "/%E5%9B%BD%E5%A2%83/", "/国境"])
def test_a_redirect_answers_for_japanese_decoded_or_not(route, report, path):
    Redirect.add_redirect("/%E5%9B%BD%E5%A2%83/", report)
    assert route(path)["status"] == 301


OF_OTHERS = [
    "//archive/",
    "///archive/",
    "/%2Farchive/",
    "//",
    "//evil.example/archive/",
    "http://evil.example//archive/",
    "ftp://evil.example/archive/",
    "http:/archive/",
    "http:archive/",
    "/\t/evil.example/archive/",
]
IMPOSSIBLE = ["//[", "http://[/", "/\t/[", "//a℀b", "//[?p=101"]
UNREADABLE = ["/%00/", "/archive/%00", "/archive%00/", "/category/%00/", "/tag/%00/"]


@pytest.mark.parametrize("path", [*OF_OTHERS, *IMPOSSIBLE, *UNREADABLE])
def test_what_is_no_path_of_this_site_is_not_found(graphql, route, path):
    section = ArchiveSectionPageFactory(title="Archive", slug="archive")
    Redirect.add_redirect("/moved/", section)
    assert route("/archive/")["status"] == 200
    assert route("/moved/")["status"] == 301
    for each in (path, path.replace("archive", "moved")):
        assert route(each) == {"status": 404, "target": None}
        found = graphql("query ($path: String) { page(path: $path) { title } }", {"path": each})
        assert found == {"data": {"page": None}}


@pytest.mark.parametrize("host", ["http://www.example.org", "https://example.org:8080"])
def test_a_whole_address_of_an_old_site_finds_its_redirect_and_no_page(route, report, host):
    Redirect.add_redirect("/moved/", report)
    Redirect.add_redirect("/?p=101", report)
    assert route(f"{host}/moved")["status"] == route(f"{host}/?p=101&x=1")["status"] == 301
    assert route(f"{host}{report.url_path}")["status"] == 404
    assert route(f"{host}/")["status"] == 404


def test_a_query_that_holds_nul_leaves_the_page_where_it_is(route, report):
    assert route("/?p=%00")["status"] == 200


def test_a_year_is_written_in_the_digits_of_addresses(route, report):
    assert route("/2006/")["status"] == 200
    assert route("/２００６/")["status"] == 404


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/archive/border-report/feed/", "/archive/border-report/"),
        ("/archive/border-report/feed/rss2", "/archive/border-report/"),
        ("/archive/border-report/comment-page-2/", "/archive/border-report/"),
        ("/archive/border-report/amp/", "/archive/border-report/"),
        ("/archive//border-report/", "/archive/border-report/"),
        ("/page/2/", "/"),
        ("/feed/", "/"),
        ("/2006/10/page/3/", "/2006/10/"),
        ("/2006/10/19/", "/2006/10/"),
        ("/2006/10/19/page/2/feed/", "/2006/10/"),
    ],
)
def test_what_wordpress_put_behind_an_address_leads_to_the_nearest(route, path, nearest):
    section = ArchiveSectionPageFactory(slug="archive")
    ReportPageFactory(slug="border-report", date="2006-10-19", parent=section)
    answer = route(path)
    assert answer["status"] == 301
    assert urlsplit(answer["target"]["location"]).path == nearest


@pytest.mark.parametrize(
    "path",
    ["/nowhere/feed/", "/nowhere/page/2/", "/1999/10/19/", "/a//b/", "/page/2" * 1_000],
    ids=lambda path: path[:20],
)
def test_nothing_is_behind_an_address_of_nothing(route, path, report):
    assert route(path) == {"status": 404, "target": None}
