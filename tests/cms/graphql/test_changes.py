"""`changes`: following it from a cursor gives exactly the result of a full crawl."""

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from wagtail.models import Page, Site

from cms.record.comparison import compare_everything
from cms.record.forgetting.addresses import forget_addresses, former_addresses
from cms.record.models import Change
from cms.visibility.models import Frontend
from home.models import HomePage
from tests.cms.record.test_comparison import ACTIONS, STEPS, publish
from tests.factories import (
    ArchiveSectionPageFactory,
    LetterPageFactory,
    TagFactory,
    front_page,
    global_id,
)

pytestmark = pytest.mark.django_db

CHANGES = """query ($after: String) { changes(first: 3, after: $after) {
  edges { cursor node { at kind subject type path previousPath referenceCode tags } }
  nodes { subject } pageInfo { hasNextPage endCursor } } }"""
PAGES = """query ($after: String) { pages(first: 50, after: $after) {
  nodes { id __typename path } pageInfo { hasNextPage endCursor } } }"""


@pytest.fixture
def letter(committed):
    committed(front_page)
    section = committed(lambda: ArchiveSectionPageFactory(slug="letters"))
    return committed(lambda: LetterPageFactory(parent=section, slug="appeal"))


def graphql_at(host):
    def ask(query, variables=None):
        body = {"query": query, "variables": variables or {}}
        headers = {"host": host}
        return Client().post("/graphql/", body, "application/json", headers=headers).json()

    return ask


def read_on(graphql, after=None):
    """Every change after a cursor, and the last cursor."""
    changes, more = [], True
    while more:
        page = graphql(CHANGES, {"after": after})["data"]["changes"]
        changes += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"] or after
        more = page["pageInfo"]["hasNextPage"]
    return changes, after


def crawl(graphql):
    pages = graphql(PAGES)["data"]["pages"]["nodes"]
    return {page["id"]: (page["__typename"], page["path"]) for page in pages}


def test_a_change_says_what_happened_to_what(graphql, committed, letter):
    _, cursor = read_on(graphql)
    committed(lambda: publish(letter, slug="plea"))
    committed(letter.unpublish)
    (moved, *_updated, withdrawn), _ = read_on(graphql, cursor)
    assert moved == {
        "at": moved["at"],
        "kind": "MOVED",
        "subject": global_id(letter),
        "type": "Letter",
        "path": "/letters/plea/",
        "previousPath": "/letters/appeal/",
        "referenceCode": letter.reference_code,
        "tags": moved["tags"],
    }
    assert (withdrawn["kind"], withdrawn["path"]) == ("WITHDRAWN", "/letters/plea/")
    assert set(moved["tags"]) & set(withdrawn["tags"])


def test_what_was_never_public_has_no_change(graphql, committed, letter):
    before, _ = read_on(graphql)
    committed(lambda: LetterPageFactory(parent=letter.get_parent(), live=False))
    committed(lambda: TagFactory(name="shelter"))
    assert read_on(graphql)[0] == before


def test_what_had_to_be_forgotten_is_told_to_nobody(graphql, committed, letter):
    from cms.record.forgetting.words import forget

    committed(letter.unpublish)
    for change in Change.objects.filter(path="/letters/appeal/"):
        forget(change.number, ["path"], "The board", "Art. 17")
    changes, _ = read_on(graphql)
    assert "appeal" not in str(changes)
    assert {change["kind"] for change in changes} <= {"PUBLISHED", "UPDATED", "WITHDRAWN"}


def test_another_site_hears_of_its_own_pages_alone(graphql, committed, letter, settings):
    settings.ALLOWED_HOSTS = ["*"]
    root = committed(lambda: Page.get_first_root_node().add_child(instance=Page(title="Other")))
    committed(lambda: Site.objects.create(hostname="other.example", root_page=root))
    assert "/letters/appeal/" in str(read_on(graphql)[0])
    assert "appeal" not in str(read_on(graphql_at("other.example"))[0])


def test_a_page_that_moves_to_another_site_is_gone_from_the_first(
    graphql, committed, letter, settings
):
    settings.ALLOWED_HOSTS = ["*"]
    root = Page.get_first_root_node()
    front = committed(lambda: root.add_child(instance=HomePage(title="Other", slug="other")))
    committed(lambda: Site.objects.create(hostname="other.example", root_page=front))
    _, here = read_on(graphql)
    _, there = read_on(graphql_at("other.example"))
    committed(lambda: letter.move(front, pos="last-child"))
    changes, _ = read_on(graphql, here)
    assert [(each["kind"], each["path"]) for each in changes] == [("WITHDRAWN", "/letters/appeal/")]
    changes, _ = read_on(graphql_at("other.example"), there)
    assert [(each["kind"], each["path"], each["previousPath"]) for each in changes] == [
        ("PUBLISHED", "/appeal/", None)
    ]


ROUTE = """query ($path: String!) { route(path: $path) {
  status target { ... on Redirect { location permanent } } } }"""


@pytest.fixture
def other(committed, settings):
    """The front page of another site, which has a frontend."""
    settings.ALLOWED_HOSTS = ["*"]
    root = Page.get_first_root_node()
    front = committed(lambda: root.add_child(instance=HomePage(title="Other", slug="other")))
    site = committed(lambda: Site.objects.create(hostname="other.example", root_page=front))
    committed(lambda: Frontend.objects.create(site=site, address="https://www.other.example"))
    return front


def routed(path, host="testserver"):
    return graphql_at(host)(ROUTE, {"path": path})["data"]["route"]


def test_where_a_page_was_that_moved_to_another_site_readers_are_led_on(committed, letter, other):
    section = letter.get_parent()
    committed(lambda: section.move(other, pos="last-child"))
    address = "https://www.other.example/letters/appeal/"
    redirect = {"status": 301, "target": {"location": address, "permanent": True}}
    assert routed("/letters/appeal/") == routed(f"/{letter.reference_code}/") == redirect
    committed(lambda: Frontend.objects.all().delete())
    assert routed("/letters/appeal/")["status"] == 410
    committed(lambda: Frontend.objects.create(site=other.get_site(), address="https://x.example"))
    committed(Page.objects.get(pk=letter.pk).unpublish)
    for host in ("testserver", "other.example"):
        assert routed("/letters/appeal/", host)["status"] == 410
    committed(lambda: publish(letter.specific_class.objects.get(pk=letter.pk)))
    committed(lambda: Page.objects.get(pk=section.pk).move(front_page(), pos="last-child"))
    assert routed("/letters/appeal/")["status"] == 200
    location = routed("/letters/appeal/", "other.example")["target"]["location"]
    assert location.endswith("/letters/appeal/")


def test_a_new_address_of_the_frontend_is_one_change_of_the_site(graphql, committed, letter, other):
    ask = graphql_at("other.example")
    _, cursor = read_on(ask)
    _, here = read_on(graphql)
    frontend = Frontend.objects.get()
    frontend.address = "https://new.example"
    committed(frontend.save)
    [change], _ = read_on(ask, cursor)
    assert (change["kind"], change["type"]) == ("UPDATED", "Site")
    assert ask("{ site { id } }")["data"]["site"]["id"] == change["subject"]
    assert read_on(graphql, here)[0] == []
    answer = Client().get("/graphql/", {"query": "{ site { id } }"}, headers={"host": "testserver"})
    assert set(answer.headers["Cache-Tag"].split(",")) & set(change["tags"])


@pytest.mark.parametrize("arguments", ['after: "x"', "first: 101", "first: -1"])
def test_a_bad_window_is_refused(graphql, letter, arguments):
    [error] = graphql(f"{{ changes({arguments}) {{ nodes {{ at }} }} }}")["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@settings(max_examples=25)
@given(steps=STEPS)
def test_a_mirror_that_follows_ends_as_a_full_crawl(
    graphql, django_capture_on_commit_callbacks, letter, steps
):
    with transaction.atomic():
        mirror, cursor = {}, None
        for action, choice, is_seen in [*steps, (0, 0, True)]:
            pages = list(Page.objects.filter(depth__gt=1).order_by("pk"))
            with django_capture_on_commit_callbacks(execute=is_seen):
                ACTIONS[action](pages[choice % len(pages)].specific, choice)
            changes, cursor = read_on(graphql, cursor)
            follow(mirror, changes)
        compare_everything()
        forget_addresses(former_addresses(Page.objects.all()), "The board", "Art. 17")
        changes, _ = read_on(graphql, cursor)
        follow(mirror, changes)
        late = {}
        follow(late, read_on(graphql)[0])
        assert mirror == late == crawl(graphql)
        transaction.set_rollback(True)


def follow(mirror, changes):
    """What a static site does: it keeps what is public, and drops what is withdrawn."""
    for change in changes:
        if change["type"] in ("Category", "Tag", "Place", "Site"):
            continue
        if change["kind"] == "WITHDRAWN":
            mirror.pop(change["subject"], None)
        elif change["path"]:
            mirror[change["subject"]] = (change["type"], change["path"])
