"""Several sites: each has its own frontend, and links between them lead to the right one."""

import pytest
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from cms.visibility.models import Frontend
from tests.factories import (
    HomePageFactory,
    MenuFactory,
    ReportPageFactory,
    StandardPageFactory,
    front_page,
)

pytestmark = pytest.mark.django_db

EVERYTHING = """{
  site { rootUrl menu(handle: "main") { items { label url page { title } } } }
  route(path: "/old/") { status target { ... on Redirect { location } } }
  entries { nodes { url body { ... on ParagraphBlock { text { html portableText } } } } }
  pages(first: 50) { nodes { title } }
}"""


@pytest.fixture
def memorial(locales):
    """A page of another site, and everything on ours that leads there."""
    page = StandardPageFactory(parent=HomePageFactory(slug="memorial"), slug="names", title="Names")
    Site.objects.create(hostname="memorial.example.org", root_page=page.get_parent())
    link = f'<p>See <a linktype="page" id="{page.pk}">the names</a>.</p>'
    ReportPageFactory(body=[("paragraph", {"text": link})])
    item = {"label": "Memorial", "page": page, "url": "", "children": []}
    MenuFactory(handle="main", items=[("item", item)])
    Redirect.add_redirect("/old/", page)
    return page


def has_frontend(page, address="https://memorial.example.net"):
    site = page.get_site()
    return Frontend.objects.update_or_create(site=site, defaults={"address": address})


def test_links_lead_to_the_frontend_of_the_other_site(graphql, memorial):
    has_frontend(memorial)
    data = graphql(EVERYTHING)["data"]
    address = "https://memorial.example.net/names/"
    assert data["site"]["menu"]["items"] == [{"label": "Memorial", "url": address, "page": None}]
    assert data["route"] == {"status": 301, "target": {"location": address}}
    [entry] = data["entries"]["nodes"]
    assert entry["url"].startswith("https://www.example.org/")
    text = entry["body"][0]["text"]
    assert f'href="{address}"' in text["html"]
    assert text["portableText"][0]["markDefs"][0]["href"] == address
    assert "Names" not in [page["title"] for page in data["pages"]["nodes"]]


@pytest.mark.parametrize("state", ["no frontend", "draft", "private", "below a draft"])
def test_nothing_hidden_is_linked(graphql, memorial, state):
    if state != "no frontend":
        has_frontend(memorial)
    if state == "draft":
        memorial.unpublish()
    if state == "private":
        PageViewRestriction.objects.create(page=memorial, restriction_type="login")
    if state == "below a draft":
        memorial.get_parent().unpublish()
    answer = graphql(EVERYTHING)
    data = answer["data"]
    assert data["site"]["menu"]["items"] == []
    assert data["route"] == {"status": 404, "target": None}
    assert data["entries"]["nodes"][0]["body"][0]["text"]["html"] == "<p>See the names.</p>"
    assert "/names/" not in str(answer)


def asked_at(client, host, query):
    body = {"query": query}
    return client.post(
        "/graphql/", body, content_type="application/json", headers={"host": host}
    ).json()["data"]


@pytest.mark.parametrize("known", [True, False])
def test_each_site_answers_with_its_own_addresses(client, settings, memorial, known):
    settings.ALLOWED_HOSTS = ["*"]
    if known:
        has_frontend(memorial)
    own = "https://memorial.example.net" if known else "http://memorial.example.org"
    query = "{ site { rootUrl } pages { nodes { url path seo { canonicalUrl } } } }"
    data = asked_at(client, "memorial.example.org", query)
    assert data["site"]["rootUrl"] == f"{own}/"
    for page, path in zip(data["pages"]["nodes"], ["/", "/names/"], strict=True):
        assert page == {"url": own + path, "path": path, "seo": {"canonicalUrl": own + path}}


def test_view_live_leads_to_the_frontend_of_the_site(client, settings, memorial):
    settings.ALLOWED_HOSTS = ["*"]
    has_frontend(memorial)
    answer = client.get("/names/", headers={"host": "memorial.example.org"})
    assert answer["Location"] == "https://memorial.example.net/names/"


def test_a_translation_that_is_another_sites_front_page_has_its_address(graphql, locales):
    key = front_page().translation_key
    home = HomePageFactory(slug="front-ja", locale=locales["ja"], translation_key=key)
    Site.objects.create(hostname="ja.example.org", root_page=home)
    has_frontend(home, "https://ja.example.net")
    [page] = graphql("{ site { home { translations { url } } } }")["data"]["site"]["home"][
        "translations"
    ]
    assert page["url"] == "https://ja.example.net/ja/"


def test_the_default_site_may_say_its_frontend_in_the_admin(graphql, admin_client, locales):
    site = Site.objects.get()
    url = f"/admin/settings/cms_visibility/frontend/{site.pk}/"
    refused = admin_client.post(url, {"address": "https://new.example.org/?x=1"})
    assert "Leave out what follows" in refused.content.decode()
    admin_client.post(url, {"address": "https://new.example.org/"})
    assert graphql("{ site { rootUrl } }")["data"]["site"]["rootUrl"] == "https://new.example.org/"


def test_the_check_names_a_site_without_a_frontend(memorial, capsys):
    call_command("check", databases=["default"])
    assert "The site “memorial.example.org” has no public frontend" in capsys.readouterr().err
    has_frontend(memorial)
    call_command("check", databases=["default"])
    assert "no public frontend" not in capsys.readouterr().err
