"""A redirect without a target hides no other one."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.visibility.models import Frontend
from tests.factories import HomePageFactory, LetterPageFactory, ReportPageFactory

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


BAD = [
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example/",
    "/\\evil.example",
    "ftp://x.org/",
]


@pytest.mark.parametrize("link", [*BAD, " javascript:alert(1)", "java\tscript:alert(1)", "https:x"])
def test_what_no_reader_must_follow_is_not_answered(graphql, locales, link):
    Redirect.objects.create(old_path="/old", redirect_link=link)
    assert moved(graphql) == (404, None)


@pytest.mark.parametrize("old", ["/with space/", "/with%20space/", "/with%20space"])
def test_a_space_is_found_however_it_was_typed(graphql, locales, old):
    Redirect.add_redirect(old, "https://example.org/new/")
    for path in ("/with%20space", "/with space/"):
        query = f'{{ route(path: "{path}") {{ status }} }}'
        assert graphql(query)["data"]["route"]["status"] == 301


@pytest.fixture
def refusals(admin_client, locales):
    """What the form says to a new redirect, or to a change of one."""

    def post(key=None, **fields):
        url = f"/admin/redirects/{key}/" if key else "/admin/redirects/add/"
        answer = admin_client.post(url, {"redirect_link": "", "redirect_page": "", **fields})
        return answer.context["form"].errors if answer.status_code == 200 else {}

    return post


OWN = "https://www.example.org"
ITSELF = [
    *("/old", "/old/", "/%6fld/?", "/old?from=mail", "/./old", "/new/../old", "/old#top"),
    *("https://cms.example.net/old", "https://editor@www.example.org/old"),
]


@pytest.mark.parametrize("target", [*ITSELF, "http://127.0.0.1:8000/old"])
def test_a_redirect_to_itself_is_refused(refusals, target):
    address = target if "://" in target else f"{OWN}{target}"
    Site.objects.update(hostname="cms.example.net", port=443)
    refused = refusals(old_path="/old/", redirect_link=address)
    assert "“/old” would lead to itself" in str(refused)
    assert not Redirect.objects.exists()


def test_a_redirect_to_the_page_at_its_own_address_is_refused(refusals):
    report = ReportPageFactory(slug="here")
    refused = refusals(old_path=report.get_url_parts()[2], redirect_page=report.pk)
    assert "would lead to itself" in str(refused)


def test_a_circle_is_refused_and_shown(refusals):
    assert not refusals(old_path="/a", redirect_link=f"{OWN}/b/")
    assert not refusals(old_path="/b", redirect_link=f"{OWN}/c%20d")
    assert "in a circle: /c d → /a → /b → /c d." in str(
        refusals(old_path="/c d", redirect_link=f"{OWN}/a")
    )
    key = Redirect.objects.get(old_path="/b").pk
    assert "in a circle: /b → /a → /b." in str(
        refusals(key, old_path="/b", redirect_link=f"{OWN}/a")
    )


def test_a_circle_through_another_site_is_refused(refusals):
    memorial = Site.objects.create(hostname="memorial.example.org", root_page=HomePageFactory())
    own = Site.objects.get(is_default_site=True)
    Frontend.objects.create(site=memorial, address="https://memorial.example.org")
    here = {"old_path": "/a", "site": own.pk}
    there = {"old_path": "/b", "site": memorial.pk, "redirect_link": f"{OWN}/a"}
    assert not refusals(**here, redirect_link="https://memorial.example.org/b")
    assert "in a circle: /b → /a → /b." in str(refusals(**there))
    assert not refusals(**there | {"old_path": "/c"})


def test_one_to_a_page_that_came_back_to_its_address_is_no_circle(refusals):
    page = ReportPageFactory(slug="here")
    path = page.get_url_parts()[2]
    Redirect.add_redirect(path, page)  # as Wagtail does when the page gets another slug
    assert not refusals(old_path="/old", redirect_link=f"{OWN}{path}")


def test_a_query_does_not_hide_a_circle(refusals):
    assert not refusals(old_path="/a?id=1", redirect_link=f"{OWN}/b?id=1")
    [sentence] = refusals(old_path="/b", redirect_link=f"{OWN}/a?x=2&id=1")["__all__"]
    assert "in a circle: /b → /a?id=1&x=2 → /b?id=1." in sentence


def test_a_redirect_elsewhere_is_no_circle(refusals):
    assert not refusals(old_path="/old", redirect_link="https://elsewhere.example.org/old")
    assert not refusals(old_path="/older", redirect_link=f"{OWN}/old")


@pytest.mark.parametrize("link", [link for link in BAD if not link.startswith("//")])
def test_the_form_refuses_what_no_reader_must_follow(refusals, link):
    assert "redirect_link" in refusals(old_path="/old", redirect_link=link)
