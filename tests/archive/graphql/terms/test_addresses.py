"""Names and addresses of categories, tags, places and periods in each language."""

from unicodedata import normalize

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale

from archive.models import Category, Place, PlaceName, Tag, TagName
from tests.corpus.site import front_pages
from tests.factories import CategoryFactory, PlaceFactory, ReportPageFactory, TagFactory
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db
SITE = "https://www.example.org"
ROUTE = """query ($path: String!) { route(path: $path) { status target { __typename
  ... on Category { path url locale { code } translations { path } seo { title description
    canonicalUrl image { title } jsonLd } }
  ... on Tag { slug path ja: path(locale: "ja") url(locale: "ja") }
  ... on Place { slug path ja: path(locale: "ja") url(locale: "ja") }
  ... on Period { year month path url locale { code } entries { nodes { title } }
    seo { title description canonicalUrl image { title } jsonLd } } } } }"""


@pytest.fixture
def route(graphql):
    def ask(path):
        answer = graphql(ROUTE, {"path": path})
        assert "errors" not in answer
        return answer["data"]["route"]

    return ask


@shared_data
def report():
    front_pages(["en", "ja", "ko"])
    report = ReportPageFactory(title="From Yanji", date="2006-10-19")
    category = CategoryFactory(
        slug="defectors", name="Defectors", description="Who left.", stands_alone=True
    )
    for code, name in (("ja", "脱北者"), ("ko", "탈북자")):
        translated = category.copy_for_translation(Locale.objects.get(language_code=code))
        translated.slug = translated.name = name
        translated.stands_alone = True
        translated.save()
    report.categories.add(category)
    report.tags.add(TagFactory(name="UNHCR", slug="unhcr"))
    report.places.add(PlaceFactory(name="Yanji", slug="yanji"))
    report.save()
    return report


@pytest.mark.parametrize("kind", ["tag", "place"])
@pytest.mark.parametrize("prefix", ["/", "/ja/", "/ko/"])
def test_tags_and_places_are_listed_below_each_language(route, report, kind, prefix):
    slug = {"tag": "unhcr", "place": "yanji"}[kind]
    found = route(f"{prefix}{kind}/{slug}/")
    assert found == {
        "status": 200,
        "target": {
            "__typename": kind.capitalize(),
            "slug": slug,
            "path": f"/{kind}/{slug}/",
            "ja": f"/ja/{kind}/{slug}/",
            "url": f"{SITE}/ja/{kind}/{slug}/",
        },
    }


def test_a_category_is_listed_in_its_own_language(route, report):
    found = route("/category/defectors/")["target"]
    assert (found["path"], found["url"]) == (
        "/category/defectors/",
        f"{SITE}/category/defectors/",
    )
    paths = ["/ja/category/脱北者/", "/ko/category/탈북자/"]
    assert [each["path"] for each in found["translations"]] == paths
    for path in paths:
        assert route(path)["target"]["path"] == path
    assert route("/ja/category/defectors/")["status"] == route("/category/脱北者/")["status"] == 404


def test_the_head_of_a_category_says_what_it_is(route, report):
    seo = route("/category/defectors/")["target"]["seo"]
    url = f"{SITE}/category/defectors/"
    assert (seo["title"], seo["description"]) == ("Defectors", "Who left.")
    assert (seo["canonicalUrl"], seo["image"]) == (url, None)
    [data] = seo["jsonLd"]["@graph"]
    assert (data["@type"], data["url"], data["inLanguage"]) == ("CollectionPage", url, "en")


@pytest.mark.parametrize(
    ("path", "title"),
    [("/2006/10/", "October 2006"), ("/ja/2006/10/", "2006年10月"), ("/ko/2006/", "2006년")],
)
def test_a_year_or_month_is_listed_below_each_language(route, report, path, title):
    found = route(path)
    period = found["target"]
    assert (found["status"], period["path"], period["url"]) == (200, path, f"{SITE}{path}")
    assert period["locale"]["code"] == (path[1:3] if path[1].isalpha() else "en")
    assert period["entries"]["nodes"] == [{"title": "From Yanji"}]
    assert (period["seo"]["title"], period["seo"]["canonicalUrl"]) == (title, f"{SITE}{path}")


@pytest.mark.parametrize(
    "path", ["/xx/tag/unhcr/", "/en/tag/unhcr/", "/jatag/unhcr/", "/ja/place/nowhere/", "/ja/1999/"]
)
def test_nothing_is_listed_elsewhere(route, report, path):
    assert route(path) == {"status": 404, "target": None}


def test_a_month_lists_what_is_known_to_begin_in_it_and_the_timeline_counts_that(route, graphql):
    for date in ("2006", "2006/2008", "2006-01", "2006-01-30/2007", "2006-02"):
        ReportPageFactory(title=date, date=date)
    titles = [node["title"] for node in route("/2006/01/")["target"]["entries"]["nodes"]]
    assert titles == ["2006-01-30/2007", "2006-01"]
    assert len(route("/2006/")["target"]["entries"]["nodes"]) == 5
    buckets = graphql("{ timeline(granularity: MONTH) { month count } }")["data"]["timeline"]
    assert [tuple(bucket.values()) for bucket in buckets] == [(None, 2), (1, 2), (2, 1)]


def test_a_language_that_nobody_has_used_is_one_of_the_site(route, graphql, db):
    report = ReportPageFactory(date="2006")
    report.places.add(PlaceFactory(slug="yanji"))
    report.save()
    Locale.objects.filter(language_code="ko").delete()
    query = """{ places { path(locale: "ko") } categories(locale: "ko") { name }
      entries(filter: { locale: "ko" }) { totalCount } site { defaultLocale { name } } }"""
    assert graphql(query)["data"] == {
        "places": [{"path": "/ko/place/yanji/"}],
        "categories": [],
        "entries": {"totalCount": 0},
        "site": {"defaultLocale": {"name": "English"}},
    }
    assert route("/ko/place/yanji/")["target"]["slug"] == "yanji"
    assert route("/ko/2006/")["target"]["locale"] == {"code": "ko"}


def test_a_language_that_left_the_settings_keeps_its_addresses(route, report, settings):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES[:2]
    assert route("/ko/category/탈북자/")["target"]["path"] == "/ko/category/탈북자/"
    assert route("/ko/2006/")["target"]["locale"] == {"code": "ko"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("model", [Category, Tag, Place])
def test_a_term_is_found_in_either_form_of_unicode(route, graphql, report, model, stored, form):
    model.objects.filter(slug__in=["defectors", "unhcr", "yanji"]).update(
        slug=normalize(stored, "한국")
    )
    slug, kind = normalize(form, "한국"), model._meta.model_name
    assert route(f"/{kind}/{slug}/")["status"] == 200
    plural = model._meta.verbose_name_plural
    query = f"""query ($slug: String!) {{ {kind}(slug: $slug) {{ path }}
      entries(filter: {{ {plural}: [$slug] }}) {{ totalCount }} }}"""
    found = graphql(query, {"slug": slug})["data"]
    assert found["entries"] == {"totalCount": 1}
    assert route(found[kind]["path"])["status"] == 200


@pytest.mark.parametrize("factory", [CategoryFactory, TagFactory, PlaceFactory])
def test_a_slug_is_stored_composed_and_so_there_are_no_two(locales, factory):
    assert factory(slug=normalize("NFD", "한국")).slug == normalize("NFC", "한국")
    with pytest.raises(ValidationError, match="slug"):
        factory.build(slug=normalize("NFD", "한국")).full_clean()


@pytest.mark.parametrize("field", ["path", "url"])
def test_a_language_that_the_site_has_not_is_refused(graphql, report, field):
    answer = graphql(f'{{ tag(slug: "unhcr") {{ {field}(locale: "xx") }} }}')
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert answer["errors"][0]["message"] == "locale cannot be 'xx'; there are en, ja, ko."


NAMES = """{ tag(slug: "unhcr") { name ja: name(locale: "ja") ko: name(locale: "ko") }
  place(slug: "yanji") { name ja: name(locale: "ja") ko: name(locale: "ko") } }"""


@shared_data
def named(report):
    tag, place = Tag.objects.get(slug="unhcr"), Place.objects.get(slug="yanji")
    japanese = Locale.objects.get(language_code="ja")
    TagName.objects.create(tag=tag, locale=japanese, name="難民高等弁務官")
    PlaceName.objects.create(place=place, locale=japanese, name="延吉")
    return report


def test_a_term_is_called_as_its_readers_call_it_else_as_it_was_first_given(graphql, named):
    assert graphql(NAMES)["data"] == {
        "tag": {"name": "UNHCR", "ja": "難民高等弁務官", "ko": "UNHCR"},
        "place": {"name": "Yanji", "ja": "延吉", "ko": "Yanji"},
    }


SEARCH = "query ($query: String!) { search(query: $query) { edges { highlights { field html } } } }"


def found(graphql, words):
    edges = graphql(SEARCH, {"query": words})["data"]["search"]["edges"]
    return [each for edge in edges for each in edge["highlights"]]


@pytest.mark.parametrize(
    ("words", "field"),
    [("unhcr", "tags"), ("弁務官", "tags"), ("yanji", "places"), ("延吉", "places")],
)
def test_a_document_is_found_by_each_name_of_its_terms(graphql, named, words, field):
    assert field in [each["field"] for each in found(graphql, words)]


def test_a_name_that_changed_or_went_is_not_found_any_more(graphql, named):
    name = PlaceName.objects.get()
    name.name = "연길"
    name.save()
    assert found(graphql, "延吉") == []
    assert found(graphql, "연길")
    name.delete()
    assert found(graphql, "연길") == []


@pytest.mark.parametrize(("kind", "slug"), [("tag", "unhcr"), ("place", "yanji")])
def test_an_editor_gives_a_term_its_names(admin_client, graphql, report, locales, kind, slug):
    term = {"tag": Tag, "place": Place}[kind].objects.get(slug=slug)
    address = reverse(f"wagtailsnippets_archive_{kind}:edit", args=[term.pk])
    row = {"locale": locales["ko"].pk, "name": "이름"}
    data = {"name": term.name, "slug": slug, "country": "", "latitude": "", "longitude": ""}
    data["precision"] = "town"
    data |= {"names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0}
    data |= {f"names-0-{name}": value for name, value in row.items()}
    response = admin_client.post(address, data)
    assert response.status_code == 302, response.context["form"].errors
    assert graphql(NAMES)["data"][kind]["ko"] == "이름"
    again = {"names-TOTAL_FORMS": 2, "names-1-locale": row["locale"], "names-1-name": "둘"}
    response = admin_client.post(address, data | again)
    assert response.status_code == 200
