"""What an anonymous reader must not see is nowhere, whatever the query."""

from datetime import timedelta

import pytest
from django.db.models import Model
from django.utils import timezone
from graphql_relay import to_global_id
from wagtail.models import Page, PageViewRestriction, Site

from cms import schema  # noqa: F401 -- with it every page type has its GraphQL type
from cms.graphql.registry import bound
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    HomePageFactory,
    LetterPageFactory,
    MenuFactory,
    PlaceFactory,
    ReportPageFactory,
    TagFactory,
    front_page,
    global_id,
)
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db

CANARY = "zaunkoenig"


def never_published(page):
    page.live = False
    page.save()


def scheduled(page):
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save()


def expired_before_the_scheduler_ran(page):
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()


def private(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def below_a_draft(page):
    never_published(page.get_parent().specific)


def below_a_private_section(page):
    private(page.get_parent())


def below_an_expired_section(page):
    expired_before_the_scheduler_ran(page.get_parent().specific)


def moved_below_a_private_section(page):
    section = ArchiveSectionPageFactory()
    private(section)
    page.move(section, pos="last-child")


STATES = [
    never_published,
    scheduled,
    expired_before_the_scheduler_ran,
    private,
    below_a_draft,
    below_a_private_section,
    below_an_expired_section,
    moved_below_a_private_section,
]


@shared_data
def canary():
    """A letter that says its word in every place, and visible pages that point to it."""
    section = ArchiveSectionPageFactory(title=CANARY)
    category = CategoryFactory(slug="defectors")
    hidden = LetterPageFactory(
        parent=section, title=f"{CANARY} title", slug=CANARY, subtitle=CANARY, summary=CANARY
    )
    hidden.categories.add(category)
    hidden.places.add(PlaceFactory(name=CANARY, slug=CANARY))
    hidden.tags.add(TagFactory(name=CANARY, slug=CANARY))
    hidden.save()
    visible = ReportPageFactory(
        body=[
            ("paragraph", {"text": f'<p>See <a linktype="page" id="{hidden.pk}">this</a>.</p>'}),
            ("related_entries", {"heading": "More", "entries": [hidden]}),
        ]
    )
    visible.categories.add(category)
    visible.save()
    LetterPageFactory(in_reply_to=hidden)
    MenuFactory(
        handle="main",
        items=[("item", {"label": CANARY, "page": hidden, "url": "", "children": []})],
    )
    return hidden


ENTRY = """__typename id title path url subtitle summary referenceCode
  parent { title } ancestors { title } translations { title } children { nodes { title } }
  seo { title description jsonLd } related { title } previous { title } next { title }
  tags { name } places { name } categories { name entryCount } citation { text bibtex cslJson }
  body {
    ... on ParagraphBlock { text { html text portableText } }
    ... on RelatedEntriesBlock { entries { title path } }
  }
  ... on Letter { replies { title } }"""

EVERYTHING = f"""query ($id: ID!, $path: String!, $slug: String!, $code: String!) {{
  node(id: $id) {{ id }} nodes(ids: [$id]) {{ id }} byId: page(id: $id) {{ title }}
  byPath: page(path: $path) {{ title }}
  route(path: $path) {{ status target {{ ... on Page {{ title }} }} }}
  entry(referenceCode: $code) {{ title }}
  pages {{ totalCount nodes {{ title }} }}
  entries {{ totalCount nodes {{ {ENTRY} }}
    facets {{ tags {{ tag {{ name }} }} places {{ place {{ name }} }} types {{ type count }}
      categories {{ category {{ name }} count }} years {{ year count }} }} }}
  timeline {{ year count }}
  categories {{ name entryCount entries {{ totalCount nodes {{ title }} }} }}
  tags {{ totalCount nodes {{ name }} }} tag(slug: $slug) {{ name }}
  tagRoute: route(path: "/tag/{CANARY}/") {{ status }}
  places {{ name }} place(slug: $slug) {{ name }}
  site {{ menu(handle: "main") {{ items {{ label url }} }}
    home {{ children {{ nodes {{ title }} }} }} }}
}}"""


def ask_everything(graphql, page):
    variables = {
        "id": global_id(page),
        "path": f"/{page.url_path.split('/', 2)[2]}",
        "slug": CANARY,
        "code": page.reference_code,
    }
    return graphql(EVERYTHING, variables)


def test_what_is_public_is_found_every_way(graphql, canary):
    answer = ask_everything(graphql, canary)
    assert "errors" not in answer
    data = answer["data"]
    for field in ("node", "byId", "byPath", "entry", "tag", "place"):
        assert data[field], field
    assert data["route"]["status"] == data["tagRoute"]["status"] == 200
    assert data["entries"]["totalCount"] == 3
    assert data["site"]["menu"]["items"][0]["label"] == CANARY


@pytest.mark.parametrize("hide", STATES, ids=lambda state: state.__name__)
def test_a_hidden_page_is_found_no_way(graphql, canary, hide):
    hide(Page.objects.get(pk=canary.pk).specific)
    canary.refresh_from_db()
    answer = ask_everything(graphql, canary)
    assert "errors" not in answer
    data = answer["data"]
    for field in ("node", "byId", "byPath", "entry", "tag", "place"):
        assert data[field] is None, field
    assert data["nodes"] == [None]
    assert data["route"] == {"status": 404, "target": None}
    assert data["tagRoute"]["status"] == 404
    assert data["entries"]["totalCount"] == 2
    assert data["entries"]["facets"]["tags"] == data["entries"]["facets"]["places"] == []
    assert data["site"]["menu"]["items"] == []
    assert f"{CANARY} title" not in str(answer)


@pytest.mark.parametrize("hide", STATES, ids=lambda state: state.__name__)
def test_a_hidden_page_and_a_missing_one_answer_alike(graphql, canary, hide):
    page = Page.objects.get(pk=canary.pk).specific
    hide(page)
    hidden = ask_everything(graphql, page)
    page.delete()
    assert ask_everything(graphql, page) == hidden


def test_a_page_of_another_site_is_not_shown(graphql, canary):
    Site.objects.filter(is_default_site=True).update(root_page=front_page())
    assert ask_everything(graphql, canary)["data"]["node"]
    home = HomePageFactory(slug="elsewhere")
    Site.objects.create(hostname="elsewhere.example.org", root_page=home)
    canary.get_parent().move(home, pos="last-child")
    canary.refresh_from_db()
    data = ask_everything(graphql, canary)["data"]
    for field in ("node", "byId", "byPath", "entry", "tag", "place"):
        assert data[field] is None, field
    assert data["entries"]["totalCount"] == 2
    assert f"{CANARY} title" not in str(data)


def test_unpublished_changes_of_a_live_page_are_not_shown(graphql, locales):
    report = ReportPageFactory(title="As published")
    report.title = CANARY
    report.save_revision()
    answer = graphql("{ entries { nodes { title seo { title } } } }")
    assert answer["data"]["entries"]["nodes"][0]["title"] == "As published"
    assert CANARY not in str(answer)


@pytest.mark.parametrize("offset", [-1, 0, 1], ids=["before", "at", "after"])
def test_a_page_is_there_from_its_instant_until_its_instant(graphql, canary, clock, offset):
    instant = timezone.now()
    clock(instant + timedelta(microseconds=offset))
    for column, is_shown in (("go_live_at", offset >= 0), ("expire_at", offset < 0)):
        for page in (canary, canary.get_parent()):
            Page.objects.filter(pk=page.pk).update(**{column: instant})
            data = ask_everything(graphql, canary)["data"]
            Page.objects.filter(pk=page.pk).update(**{column: None})
            assert (data["node"] is not None) == is_shown
            assert data["entries"]["totalCount"] == (3 if is_shown else 2)


def test_an_id_opens_what_it_names_and_nothing_of_another_type(graphql, canary):
    names = sorted({*(each._meta.name for each in bound(Model).values()), "Page", "ArchiveEntry"})
    query = """query ($id: ID!) { node(id: $id) { __typename } nodes(ids: [$id]) { __typename }
      page(id: $id) { title } pages(under: $id) { totalCount } }"""
    for name in names:
        if name != "Letter":
            answer = graphql(query, {"id": to_global_id(name, canary.pk)})
            assert "Letter" not in str(answer), name
            assert CANARY not in str(answer), name
    assert "Letter" in str(graphql(query, {"id": to_global_id("Letter", canary.pk)}))
