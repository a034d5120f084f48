"""Readers see exactly the pages that are open up to the front page."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from tests.factories import ArchiveSectionPageFactory, ImageFactory, LetterPageFactory, global_id

from . import forests

pytestmark = pytest.mark.django_db

STATES = ("draft", "scheduled", "expired", "private")
SECTIONS = 3  # below each section and the front page
DEPTH = 3
examples = settings(max_examples=40)

TREE = """{ entries(first: 100) { totalCount nodes { path ancestors { path } } }
  pages(first: 100) { totalCount nodes { path } } }"""
PICTURES = """query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Letter {
  leadImage { image { title } } } } }"""


@pytest.fixture
def tree(locales):
    """Sections in sections, a letter in each; their tree paths by the keys of pages."""
    above, letters = [None], []
    for _ in range(DEPTH):
        above = [
            ArchiveSectionPageFactory(**({"parent": parent} if parent else {}))
            for parent in above
            for _ in range(SECTIONS if parent is None else 2)
        ]
        letters += [LetterPageFactory(parent=section) for section in above]
    return Page.objects.filter(depth__gt=2).in_bulk()


def close(page, state):
    hour = timedelta(hours=1)
    rows = Page.objects.filter(pk=page.pk)
    if state == "draft":
        rows.update(live=False)
    elif state == "scheduled":
        rows.update(go_live_at=timezone.now() + hour)
    elif state == "expired":
        rows.update(expire_at=timezone.now() - hour)
    else:
        PageViewRestriction.objects.create(page=page, restriction_type="login")


def test_readers_see_what_is_open_up_to_the_front_page(graphql, tree):
    some = st.dictionaries(st.sampled_from(sorted(tree)), st.sampled_from(STATES), max_size=12)

    @examples
    @given(some)
    def holds(closed):
        with transaction.atomic():
            for key, state in closed.items():
                close(tree[key], state)
            shut = tuple(tree[key].path for key in closed)
            visible = {
                "/" + page.url_path.split("/", 2)[2]: page
                for page in tree.values()
                if not shut or not page.path.startswith(shut)
            }
            data = graphql(TREE)["data"]
            transaction.set_rollback(True)
        letters = {path for path, page in visible.items() if "letter" in page.slug}
        assert {node["path"] for node in data["entries"]["nodes"]} == letters
        assert data["entries"]["totalCount"] == len(letters)
        assert {node["path"] for node in data["pages"]["nodes"]} == {"/", *visible}
        assert data["pages"]["totalCount"] == len(visible) + 1
        for node in data["entries"]["nodes"]:
            assert {each["path"] for each in node["ancestors"]} <= {"/", *visible}

    holds()


def test_readers_see_pictures_of_collections_that_are_open_up_to_the_root(graphql, locales):
    collections = [Collection.get_first_root_node()]
    for above in range(6):
        collections.append(collections[above // 2].add_child(name=f"Collection {above}"))
    pictures = [ImageFactory(collection=collection) for collection in collections]
    letters = [LetterPageFactory(lead_image=each, lead_image_alt="A gate") for each in pictures]
    ids = [global_id(letter) for letter in letters]

    @examples
    @given(st.sets(st.integers(min_value=0, max_value=len(collections) - 1)))
    def holds(closed):
        with transaction.atomic():
            for number in closed:
                CollectionViewRestriction.objects.create(
                    collection=collections[number], restriction_type="login"
                )
            nodes = graphql(PICTURES, {"ids": ids})["data"]["nodes"]
            transaction.set_rollback(True)
        shut = tuple(collections[number].path for number in closed)
        for collection, node in zip(collections, nodes, strict=True):
            is_shown = bool(node["leadImage"] and node["leadImage"]["image"])
            assert is_shown != (bool(shut) and collection.path.startswith(shut))

    holds()


FOREST = """query ($ids: [ID!]!) { nodes(ids: $ids) { id }
  pages(first: 100) { totalCount nodes { id parent { id } ancestors { id } } } }"""


@pytest.fixture
def now(clock):
    return clock(timezone.now())


def test_the_gate_says_what_wagtail_and_the_rows_say(client, locales, now):
    keys = forests.plant()

    @examples
    @given(forests.changes)
    def holds(by):
        with transaction.atomic():
            forests.change(keys, by, now)
            forest = forests.Forest(now)
            ids = {
                global_id(page.specific): key
                for key, page in forest.pages.items()
                if page.depth > 1
            }
            answers = {host: ask(client, host, list(ids)) for host in forests.HOSTS}
            rules = [forest.is_public_by_rows, forest.is_public_by_wagtail]
            by_rows, by_wagtail = (
                {(host, key) for host in forests.HOSTS for key in ids.values() if rule(key, host)}
                for rule in rules
            )
            transaction.set_rollback(True)
        assert by_rows == by_wagtail
        for host, data in answers.items():
            public = {id for id, key in ids.items() if (host, key) in by_rows}
            assert {node["id"] for node in data["nodes"] if node} == public
            assert {node["id"] for node in data["pages"]["nodes"]} == public
            assert data["pages"]["totalCount"] == len(public)
            for node in data["pages"]["nodes"]:
                assert {each["id"] for each in node["ancestors"]} <= public

    holds()


def ask(client, host, ids):
    body = {"query": FOREST, "variables": {"ids": ids}}
    answer = client.post("/graphql/", body, "application/json", headers={"host": host}).json()
    assert "errors" not in answer
    return answer["data"]


@pytest.mark.parametrize("numchild", [0, 1, 7])
def test_a_wrong_count_of_children_opens_nothing(graphql, locales, numchild):
    section = ArchiveSectionPageFactory()
    letter = LetterPageFactory(parent=section)
    close(section, "private")
    Page.objects.filter(pk=section.pk).update(numchild=numchild)
    data = graphql(TREE)["data"]
    assert data["entries"] == {"totalCount": 0, "nodes": []}
    assert graphql("query ($id: ID!) { node(id: $id) { id } }", {"id": global_id(letter)}) == {
        "data": {"node": None}
    }


def test_pages_that_a_wrong_count_leaves_behind_are_closed(graphql, locales):
    """Deleting a section that counts no pages deletes it alone, its restriction with it."""
    section = ArchiveSectionPageFactory()
    inner = ArchiveSectionPageFactory(parent=section)
    LetterPageFactory(parent=section)
    LetterPageFactory(parent=inner)
    close(section, "private")
    Page.objects.filter(pk=section.pk).update(numchild=0)
    Page.objects.get(pk=section.pk).delete()
    assert Page.objects.filter(path__startswith=section.path).count() == 3
    data = graphql(TREE)["data"]
    assert data["entries"]["totalCount"] == 0
    assert {node["path"] for node in data["pages"]["nodes"]} == {"/"}
