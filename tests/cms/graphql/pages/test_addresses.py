"""What is called a URL is a URI that any client can follow; what is called a path can be read."""

import re
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.models import SiteSettings, SocialLink
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    FilmEventPageFactory,
    HomePageFactory,
    ImageFactory,
    MenuFactory,
    PlaceFactory,
    ReportPageFactory,
    front_page,
    languages,
)
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db

FOREIGN = "https://例え.jp/記事?語=豆満江"
NAMES = {"url", "canonicalUrl", "sourceUrl", "location", "rootUrl", "href", "URL", "@id", "item"}
FILM = "... on FilmEvent { film { url } }"
EVERYTHING = f"""{{
  site {{ rootUrl socialLinks {{ url }} menu(handle: "main") {{ items {{ url }} }} }}
  route(path: "/old/") {{ target {{ ... on Redirect {{ location }} }} }}
  categories(locale: "ko") {{ url seo {{ canonicalUrl }} }}
  tags {{ nodes {{ url }} }} places {{ url }}
  pages(first: 20) {{ nodes {{ url seo {{ canonicalUrl jsonLd image {{ rendition {{ url }} }} }}
    ... on ArchiveEntry {{ sourceUrl citation {{ bibtex text cslJson }} {FILM} body {{
      ... on ParagraphBlock {{ text {{ html portableText }} }}
      ... on EmbedBlock {{ url html }} }} }} }} }}
}}"""


@shared_data
def korean():
    """Documents, a menu and a redirect whose addresses are written in Hangul and Kanji."""
    locales = languages()
    home = HomePageFactory(
        title="한국어",
        slug="front-ko",
        locale=locales["ko"],
        translation_key=front_page().translation_key,
    )
    section = ArchiveSectionPageFactory(parent=home, slug="한국", locale=locales["ko"])
    link = f'<p><a linktype="page" id="{section.pk}">목록</a> <a href="{FOREIGN}">밖</a></p>'
    body = [("paragraph", {"text": link}), ("embed", {"url": FOREIGN})]
    report = ReportPageFactory(
        parent=section,
        slug="북한-보고",
        locale=locales["ko"],
        source_url=FOREIGN,
        lead_image=ImageFactory(title="그림"),
        lead_image_decorative=True,
        body=body,
    )
    report.categories.add(CategoryFactory(slug="탈북", locale=locales["ko"]))
    report.places.add(PlaceFactory(slug="연길"))
    report.tags.add("꽃제비")
    report.save()
    FilmEventPageFactory(parent=section, slug="영화", locale=locales["ko"], film_url=FOREIGN)
    items = [{"page": report, "url": ""}, {"page": None, "url": "/ko/한국/?쪽=2"}]
    items += [{"page": None, "url": FOREIGN}]
    MenuFactory(
        handle="main",
        items=[("item", {"label": "메뉴", "children": [], **item}) for item in items],
    )
    settings = SiteSettings.objects.create(site=Site.objects.get(), organisation="Life Funds")
    SocialLink.objects.create(settings=settings, label="다른", url=FOREIGN)
    Redirect.add_redirect("/old/", "/ko/한국/?쪽=2")
    return report


def addresses(value, name=""):
    """Every address of an answer, by the names of its fields and inside of HTML and BibTeX."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from addresses(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from addresses(each, name)
    elif isinstance(value, str) and name in NAMES:
        yield value
    elif isinstance(value, str):
        inside = re.findall(r'href="([^"]*)"|url = \{([^}]*)\}| (https://\S+)$', value)
        yield from filter(None, (part for match in inside for part in match))


def test_every_address_of_an_answer_is_a_uri(graphql, korean):
    answer = graphql(EVERYTHING)
    assert "errors" not in answer
    found = list(addresses(answer["data"]))
    assert len([address for address in found if "%ED%95%9C" in address]) > 10
    assert len([address for address in found if "xn--" in address]) > 5
    for address in found:
        assert re.fullmatch(r"[A-Za-z0-9._~!$&'()*+,;=:@/?#%-]+", address), address
        assert not re.search(r"%(?![0-9A-Fa-f]{2})", address), address
        assert urlsplit(address).hostname, address


def test_a_path_is_readable_and_its_address_says_the_same(graphql, korean):
    answer = graphql("{ entries { nodes { path url } } }")
    for node in answer["data"]["entries"]["nodes"]:
        assert node["path"].startswith("/ko/한국/")
        assert unquote(node["url"]) == f"https://www.example.org{node['path']}"


FORMS = {
    "as read": lambda path: path,
    "decomposed": lambda path: normalize("NFD", path),
    "encoded": quote,
    "encoded in lower case": lambda path: quote(path).lower(),
    "decomposed and encoded": lambda path: quote(normalize("NFD", path)),
    "partly encoded": lambda path: path.replace("한", "%ED%95%9c"),
    "without slashes": lambda path: path.strip("/"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
def test_every_way_to_write_an_address_leads_to_its_page(graphql, korean, form, stored):
    page = ReportPageFactory(parent=korean.get_parent(), slug=normalize(stored, "탈북-한국"))
    Redirect.add_redirect(normalize(stored, "/옛-한국 자료/"), page)
    query = """query ($page: String!, $old: String!) {
      page(path: $page) { path } route(path: $page) { target { ... on Report { path } } }
      moved: route(path: $old) { target { ... on Redirect { location } } } }"""
    write = FORMS[form]
    data = graphql(query, {"page": write("/ko/한국/탈북-한국/"), "old": write("/옛-한국 자료/")})[
        "data"
    ]
    assert data["page"] == data["route"]["target"] == {"path": "/ko/한국/탈북-한국/"}
    assert data["moved"]["target"]["location"].endswith(quote("/ko/한국/탈북-한국/"))
    assert Page.objects.get(pk=page.pk).slug == "탈북-한국"
