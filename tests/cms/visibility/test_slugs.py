"""No page can take the address of a language or a list, in any way."""

from unicodedata import normalize

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.models import Page

from archive.models import Tag
from home.models import StandardPage
from tests.factories import (
    ArchiveSectionPageFactory,
    ReportPageFactory,
    StandardPageFactory,
    front_page,
)

pytestmark = pytest.mark.django_db
SENTENCE = "cannot stand directly below a front page"
RESERVED = ["ja", "category", "tag", "place", "2006"]


@pytest.fixture
def deep(locales):
    """A page that may be called like a language, as it stands below another one."""
    return StandardPageFactory(parent=StandardPageFactory(), slug="ja", title="Deep")


@pytest.mark.parametrize("slug", RESERVED)
def test_no_page_is_made_there(locales, slug):
    for live in (True, False):
        with pytest.raises(ValidationError, match=SENTENCE):
            StandardPageFactory(slug=slug, live=live)
        with pytest.raises(ValidationError, match=SENTENCE):
            ArchiveSectionPageFactory(slug=slug, live=live)


def test_the_check_names_a_page_that_is_older_than_a_language(locales, settings, capsys):
    StandardPageFactory(slug="fr", title="Friends")
    call_command("check", databases=["default"])
    assert "Friends" not in capsys.readouterr().err
    languages = [*settings.LANGUAGES, ("fr", "Français")]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = languages
    call_command("check", databases=["default"])
    assert "“Friends” directly below a front page is called “fr”" in capsys.readouterr().err


@pytest.mark.parametrize("slug", ["jamaica", "categories", "02006", "२००६"])
def test_what_only_looks_like_it_is_free(locales, slug):
    assert StandardPageFactory(slug=slug).slug == slug


def test_no_page_is_renamed_or_moved_there(deep):
    page = StandardPageFactory(slug="about")
    page.slug = "ja"
    with pytest.raises(ValidationError, match=SENTENCE):
        page.save()
    with pytest.raises(ValidationError, match=SENTENCE):
        deep.move(front_page(), pos="last-child")
    with pytest.raises(ValidationError, match=SENTENCE):
        deep.copy(to=front_page())


def test_the_form_says_so_at_the_slug(admin_client, locales):
    url = f"/admin/pages/add/home/standardpage/{front_page().pk}/"
    empty_body = {f"body-{name}": 0 for name in ("count",)}
    answer = admin_client.post(url, {"title": "ja", "slug": "ja", **empty_body})
    assert answer.status_code == 200
    assert SENTENCE in str(answer.context["form"].errors["slug"])
    assert not StandardPage.objects.exists()


def test_a_copy_is_refused_in_its_form(admin_client, deep):
    data = {"new_title": "Copy", "new_slug": "ja", "new_parent_page": front_page().pk}
    answer = admin_client.post(f"/admin/pages/{deep.pk}/copy/", data)
    assert SENTENCE in str(answer.context["form"].errors["new_slug"])


def test_a_move_is_refused_in_a_message(admin_client, deep):
    url = f"/admin/pages/{deep.pk}/move/{front_page().pk}/confirm/"
    assert SENTENCE in admin_client.post(url, follow=True).content.decode()


def test_a_move_of_many_is_refused_in_a_message(admin_client, deep):
    url = f"/admin/bulk/wagtailcore/page/move/?id={deep.pk}"
    answer = admin_client.post(url, {"chooser": front_page().pk}, follow=True)
    assert SENTENCE in answer.content.decode()
    assert Page.objects.get(pk=deep.pk).depth == deep.depth


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("😀", "grinning-face"),
        ("👩\u200d🚀", "woman-rocket"),
        ("!!!", "exclamation-mark"),
        ("\u200d", "zero"),
    ],
)
def test_what_has_no_letter_is_spelled(locales, words, slug):
    pages = [StandardPageFactory(title=words, slug="", live=live) for live in (True, False)]
    tags = [Tag.objects.create(name=words), Tag.objects.create(name=f"{words} ")]
    for first, second in (pages, tags):
        assert first.slug.startswith(slug)
        assert second.slug.startswith(first.slug)
        assert second.slug != first.slug


@pytest.mark.parametrize("name", ["㍿" * 100, "🎉" * 100, "가" * 100])
def test_a_long_name_makes_a_slug_that_can_be_stored(locales, name):
    tags = [Tag(name=name), Tag(name=f"{name[:99]}!")]
    for tag in tags:
        tag.save()
        tag.full_clean()
    assert len({tag.slug for tag in tags}) == len(tags)


def test_a_tag_of_emoji_has_a_list(graphql, locales):
    report = ReportPageFactory()
    report.tags.add("🎉", "🎊")
    report.save()
    tags = graphql("{ tags { nodes { path } } }")["data"]["tags"]["nodes"]
    assert {tag["path"] for tag in tags} == {"/tag/party-popper/", "/tag/confetti-ball/"}
    route = 'route(path: "/tag/party-popper/") { target { ... on Tag { name } } }'
    assert graphql(f"{{ {route} }}")["data"]["route"]["target"] == {"name": "🎉"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("decomposed", ["nothing", "the page", "all above it"])
def test_a_page_is_found_in_either_form_of_unicode(graphql, locales, form, decomposed):
    """However it came in: a slug may be written past the model, or be older than its rule."""
    section = StandardPageFactory(slug="한국")
    page = StandardPageFactory(slug="각", parent=section)
    if decomposed != "nothing":
        above = section.url_path if decomposed == "the page" else normalize("NFD", section.url_path)
        slug = normalize("NFD", "각")
        Page.objects.filter(pk=page.pk).update(slug=slug, url_path=f"{above}{slug}/")
    query = "query ($path: String!) { page(path: $path) { path } }"
    found = graphql(query, {"path": normalize(form, "/한국/각/")})["data"]["page"]
    assert normalize("NFC", found["path"]) == normalize("NFC", "/한국/각/")
    assert graphql(query, found)["data"]["page"] == found
