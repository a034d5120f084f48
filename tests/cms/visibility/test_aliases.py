"""An alias is public while its source is; a document of the archive has none."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page, PageViewRestriction, Site

from tests.factories import (
    ArchiveSectionPageFactory,
    HomePageFactory,
    LetterPageFactory,
    MenuFactory,
    StandardPageFactory,
    TagFactory,
    front_page,
    global_id,
    old_alias_of,
)

pytestmark = pytest.mark.django_db
WORD = "zaunkoenig"
EVERY_WAY = """query ($id: ID!, $path: String!) {
  node(id: $id) { id } nodes(ids: [$id]) { id } byId: page(id: $id) { title }
  byPath: page(path: $path) { title } route(path: $path) { status target { ... on Page { title } } }
  pages(first: 100) { totalCount nodes { title parent { title } ancestors { title }
    translations { title } children { totalCount nodes { title } } } }
  site { home { children { nodes { title } } }
    menu(handle: "main") { items { label page { title } } } } }"""


def hide(page, **values):
    Page.objects.filter(pk=page.pk).update(**values)


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def path_of(page):
    return f"/{page.url_path.split('/', 2)[2]}"


def found(graphql, page):
    """The answers to every way of asking for a page; none of them may name it if it is hidden."""
    answer = graphql(EVERY_WAY, {"id": global_id(page), "path": path_of(page)})
    assert "errors" not in answer
    return answer["data"]


def is_shown(graphql, page):
    data = found(graphql, page)
    ways = {
        data["node"] is not None,
        data["nodes"] != [None],
        data["byId"] is not None,
        data["byPath"] is not None,
        data["route"]["status"] == 200,
        page.title in {node["title"] for node in data["pages"]["nodes"]},
    }
    assert len(ways) == 1, data
    [shown] = ways
    return shown


@pytest.fixture
def on_the_site(locales):
    Site.objects.filter(is_default_site=True).update(root_page=front_page())


@pytest.fixture
def source(on_the_site):
    return StandardPageFactory(title="The source", slug="source")


@pytest.fixture
def alias(source):
    return named(source.create_alias(update_slug="alias"))


def named(alias):
    """Aliases have the titles of their sources; each gets a word of its own."""
    alias.title = f"{WORD} {alias.pk}"
    hide(alias, title=alias.title)
    MenuFactory(
        handle="main" if alias.slug == "alias" else alias.slug,
        items=[("item", {"label": "Item", "page": alias, "url": "", "children": []})],
    )
    return alias


def in_a_private_section(source):
    section = StandardPageFactory()
    restrict(section)
    source.move(section, pos="last-child")


def in_a_draft(source):
    section = StandardPageFactory(live=False)
    source.move(section, pos="last-child")


def outside_of_every_site(source):
    source.move(Page.get_first_root_node(), pos="last-child")


HIDDEN = {
    "private": restrict,
    "in a private section": in_a_private_section,
    "in a draft": in_a_draft,
    "never published": lambda source: hide(source, live=False),
    "scheduled": lambda source: hide(source, go_live_at=timezone.now() + timedelta(hours=1)),
    "expired": lambda source: hide(source, expire_at=timezone.now()),
    "outside of every site": outside_of_every_site,
}


def test_an_alias_of_a_public_page_is_shown(graphql, alias):
    assert is_shown(graphql, alias)
    assert found(graphql, alias)["site"]["menu"]["items"][0]["page"]["title"] == alias.title


@pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)
def test_an_alias_is_hidden_while_its_source_is(graphql, source, alias, state):
    assert is_shown(graphql, alias)
    state(source)
    assert not is_shown(graphql, alias)
    assert WORD not in str(found(graphql, alias))


@pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)
def test_so_is_what_stands_below_an_alias(graphql, source, alias, state):
    below = StandardPageFactory(parent=alias, title="A page below")
    assert is_shown(graphql, below)
    state(source)
    assert not is_shown(graphql, below)


@pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)
def test_so_is_an_alias_of_an_alias(graphql, source, alias, state):
    second = named(alias.create_alias(update_slug="second"))
    below = StandardPageFactory(parent=second, title="A page below")
    assert is_shown(graphql, second)
    assert is_shown(graphql, below)
    state(source)
    assert not is_shown(graphql, second)
    assert not is_shown(graphql, below)


def test_so_is_an_alias_of_what_stands_below_a_hidden_alias(graphql, source, alias):
    below = StandardPageFactory(parent=alias, title="A page below")
    second = named(below.create_alias(parent=front_page(), update_slug="second"))
    assert is_shown(graphql, second)
    restrict(source)
    assert not is_shown(graphql, second)


def test_a_restriction_of_the_alias_itself_counts_as_little_as_for_wagtail(graphql, source):
    restrict(source)
    alias = named(source.create_alias(update_slug="alias"))
    assert alias.view_restrictions.exists()
    source.view_restrictions.all().delete()
    assert not alias.get_view_restrictions().exists()
    assert is_shown(graphql, alias)


@pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("is_deleted", [False, True])
def test_one_that_shows_a_hidden_page_no_more_stays_hidden(
    graphql, source, alias, state, is_deleted
):
    """Converted into a page of its own, or left by its source, it is no more open than before."""
    state(source)
    if is_deleted:
        Page.objects.get(pk=source.pk).delete()
    else:
        page = Page.objects.get(pk=alias.pk).specific
        ConvertAliasPageAction(page).execute(skip_permission_checks=True)
    alias.refresh_from_db()
    assert alias.alias_of is None
    assert not is_shown(graphql, alias)
    if state in (restrict, in_a_private_section):
        assert alias.view_restrictions.exists()


def test_aliases_that_show_each_other_show_nothing(graphql, source, alias):
    other = named(alias.create_alias(update_slug="other"))
    hide(alias, alias_of=other)
    assert not is_shown(graphql, alias)
    assert not is_shown(graphql, other)
    hide(other, alias_of=other)
    assert not is_shown(graphql, other)


@pytest.fixture
def alias_of_a_schedule(source):
    """Wagtail marks the alias as live when the publication of its source is scheduled."""
    alias = named(source.create_alias(update_slug="alias"))
    source.live = False
    source.go_live_at = timezone.now() + timedelta(seconds=1)
    source.save()
    source.save_revision().publish()
    hide(alias, live=True, go_live_at=None)
    return alias


def test_an_alias_of_a_scheduled_draft_waits_for_it(graphql, alias_of_a_schedule):
    assert not is_shown(graphql, alias_of_a_schedule)


def test_so_it_does_after_the_schedule_was_cancelled(graphql, source, alias_of_a_schedule):
    hide(source, go_live_at=None, live=False)
    assert not is_shown(graphql, alias_of_a_schedule)


def test_so_it_does_after_the_draft_was_deleted(graphql, source, alias_of_a_schedule):
    source.delete()
    alias_of_a_schedule.refresh_from_db()
    assert alias_of_a_schedule.alias_of_id is None
    assert not is_shown(graphql, alias_of_a_schedule)


@pytest.mark.parametrize("delete", ["one page", "all below a page", "a queryset"])
def test_who_deletes_a_page_takes_its_aliases_out_of_sight(graphql, on_the_site, delete):
    section = StandardPageFactory()
    source = StandardPageFactory(parent=section)
    alias = named(source.create_alias(parent=front_page(), update_slug="alias"))
    assert is_shown(graphql, alias)
    if delete == "a queryset":
        Page.objects.filter(pk=source.pk).delete()
    else:
        (source if delete == "one page" else section).delete()
    assert not is_shown(graphql, alias)
    Page.objects.get(pk=alias.pk).specific.save_revision().publish()
    assert is_shown(graphql, alias)


def test_an_alias_shows_a_page_of_another_site(graphql, on_the_site):
    home = HomePageFactory(slug="elsewhere")
    Site.objects.create(hostname="elsewhere.example.org", root_page=home)
    source = StandardPageFactory(parent=home)
    alias = named(source.create_alias(parent=front_page(), update_slug="alias"))
    assert is_shown(graphql, alias)
    restrict(home)
    assert not is_shown(graphql, alias)


def test_the_address_of_an_alias_is_its_source(graphql, source, alias):
    second = named(alias.create_alias(update_slug="second"))
    for page in (source, alias, second):
        answer = graphql(
            "query ($path: String!) { page(path: $path) { url seo { canonicalUrl jsonLd } } }",
            {"path": path_of(page)},
        )["data"]["page"]
        assert answer["url"].endswith(f"/{page.slug}/")
        assert answer["seo"]["canonicalUrl"] == "https://www.example.org/source/"
        assert '"https://www.example.org/source/"' in str(answer["seo"]["jsonLd"]).replace("'", '"')


DOCUMENTS = """query ($alias: ID!, $source: ID!, $path: String!) {
  node(id: $alias) { id } page(path: $path) { id }
  route(path: $path) { status target { __typename ... on Redirect { location permanent } } }
  pages(first: 100) { nodes { title url } }
  entries(first: 100) { totalCount nodes { url }
    facets { types { count } tags { count } years { count } locales { count } } }
  search(query: "zaunkoenig") { totalCount facets { tags { count } } }
  tags { nodes { entryCount entries { totalCount } } } timeline { count }
  source: node(id: $source) { ... on Letter { url previous { url } next { url }
    related { url } replies { url } parent { children { totalCount } } } } }"""


@pytest.fixture
def letter(on_the_site):
    letter = LetterPageFactory(title=f"A letter about {WORD}", slug="letter")
    letter.tags.add(TagFactory())
    letter.save()
    return letter


def test_an_alias_of_a_document_counts_nowhere(graphql, letter):
    alias = old_alias_of(letter, slug="alias")
    variables = {"alias": global_id(alias), "source": global_id(letter), "path": path_of(alias)}
    data = graphql(DOCUMENTS, variables)["data"]
    location = f"https://www.example.org{path_of(letter)}"
    target = {"__typename": "Redirect", "location": location, "permanent": True}
    assert data.pop("route") == {"status": 301, "target": target}
    alias.delete()
    without = graphql(DOCUMENTS, variables)["data"]
    assert without.pop("route")["status"] == 404
    assert data == without
    assert data["node"] is None
    assert data["entries"]["totalCount"] == data["search"]["totalCount"] == 1


def test_the_address_of_a_hidden_alias_leads_nowhere(graphql, letter):
    alias = old_alias_of(letter, slug="alias")
    section = ArchiveSectionPageFactory()
    restrict(section)
    alias.move(section, pos="last-child")
    alias.refresh_from_db()
    route = "query ($path: String!) { route(path: $path) { status } }"
    assert graphql(route, {"path": path_of(alias)})["data"]["route"]["status"] == 404


def test_the_address_of_an_alias_of_a_hidden_document_leads_nowhere(graphql, letter):
    alias = old_alias_of(letter, slug="alias")
    restrict(letter)
    route = "query ($path: String!) { route(path: $path) { status target { __typename } } }"
    answer = graphql(route, {"path": path_of(alias)})["data"]["route"]
    assert answer == {"status": 404, "target": None}


def test_no_alias_of_a_document_can_be_made(letter):
    with pytest.raises(ValidationError, match="there is no alias of it"):
        letter.create_alias(update_slug="alias")
    assert Page.objects.filter(alias_of=letter).count() == 0


def test_the_form_offers_no_alias_of_a_document(admin_client, letter):
    forms = {
        page: admin_client.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).content.decode()
        for page in (letter, letter.get_parent().specific)
    }
    offered = {page: 'name="alias"' in form for page, form in forms.items()}
    assert offered == {letter: False, letter.get_parent().specific: True}


def test_the_form_refuses_an_alias_of_a_section_with_its_documents(admin_client, letter):
    section = letter.get_parent().specific
    values = {
        "new_title": "Alias", "new_slug": "alias", "new_parent_page": section.get_parent().pk,
        "alias": "on",
    }  # fmt: skip
    address = reverse("wagtailadmin_pages:copy", args=[section.pk])
    refused = admin_client.post(address, {**values, "copy_subpages": "on"})
    assert refused.status_code == 200
    assert "there is no alias of it" in refused.content.decode()
    assert not Page.objects.filter(alias_of__isnull=False).exists()
    assert admin_client.post(address, values).status_code == 302
    assert Page.objects.get(slug="alias").alias_of_id == section.pk
