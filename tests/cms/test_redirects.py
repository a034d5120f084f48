"""A redirect that leads nowhere hides none that leads somewhere."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from tests.factories import LetterPageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db

ROUTE = '{ route(path: "/old/") { status target { ... on Redirect { location permanent } } } }'


@pytest.fixture
def hidden(locales):
    return LetterPageFactory(live=False)


def moved(graphql):
    found = graphql(ROUTE)["data"]["route"]
    return found["status"], found["target"] and found["target"]["location"]


def test_a_sites_own_redirect_to_a_hidden_page_leaves_the_word_to_one_for_all(graphql, hidden):
    Redirect.add_redirect("/old/", hidden, site=Site.objects.get())
    assert moved(graphql) == (404, None)
    Redirect.add_redirect("/old/", "https://example.org/new/", is_permanent=False)
    assert moved(graphql) == (302, "https://example.org/new/")


def test_a_sites_own_redirect_goes_first(graphql, locales):
    report = ReportPageFactory(slug="here")
    Redirect.add_redirect("/old/", "https://example.org/new/")
    Redirect.add_redirect("/old/", report, site=Site.objects.get())
    status, location = moved(graphql)
    assert status == 301
    assert location.endswith("/here/")
