"""What was public leaves a tombstone, under each of its addresses."""

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.record.comparison import compare_everything
from cms.record.forgetting.words import forget
from cms.record.models import Act, Change, FormerAddress, Tombstone
from home.models import HomePage
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, ReportPageFactory

from .test_comparison import publish, restrict

pytestmark = pytest.mark.django_db

ROUTE = """query ($path: String!) { route(path: $path) { status target {
  __typename
  ... on Letter { title }
  ... on Redirect { location }
  ... on Tombstone {
    referenceCode path type reason note at replacedBy { __typename path ... on Letter { title } }
  }
} } }"""


@pytest.fixture
def route(graphql):
    """What is answered at a path: the status and the target."""

    def ask(path):
        answer = graphql(ROUTE, {"path": path})
        assert "errors" not in answer
        return answer["data"]["route"]["status"], answer["data"]["route"]["target"]

    return ask


def withdraw(page, **words):
    Act.objects.create(
        subject="wagtailcore.page", key=page.pk, kind="WITHDRAWN", at=timezone.now(), **words
    )
    page.unpublish()


def test_its_path_answers_that_it_was_taken_down(changes, letter, route):
    changes(lambda: withdraw(letter, reason="CONSENT", note="The son asked", public_note="Sorry."))
    status, tombstone = route("/letters/appeal")
    assert status == 410
    assert tombstone.pop("at") == Change.objects.get(kind="WITHDRAWN").at.isoformat()
    assert tombstone == {
        "__typename": "Tombstone",
        "referenceCode": letter.reference_code,
        "path": "/letters/appeal/",
        "type": "LETTER",
        "reason": "CONSENT",
        "note": "Sorry.",
        "replacedBy": None,
    }


def test_the_law_has_a_status_of_its_own(changes, letter, route):
    changes(lambda: withdraw(letter, reason="LEGAL"))
    assert route("/letters/appeal/")[0] == 451


@pytest.mark.parametrize("way", ["unpublish", "delete", "close", "the clock"])
def test_every_way_leaves_one(changes, letter, route, way):
    ways = {
        "unpublish": letter.unpublish,
        "delete": lambda: letter.delete(),
        "close": lambda: restrict(letter.get_parent()),
        "the clock": lambda: Page.objects.filter(pk=letter.pk).update(expire_at=timezone.now()),
    }
    changes(ways[way])
    compare_everything()
    status, tombstone = route("/letters/appeal/")
    assert (status, tombstone["reason"], tombstone["note"]) == (410, "OTHER", None)


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_it_answers_at_all_former_addresses(changes, letter, route, way):
    Redirect.add_redirect("/?p=101", redirect_to=letter)
    Redirect.add_redirect("/Old Letters/한국.htm", redirect_to=letter, site=Site.objects.get())
    changes(lambda: publish(letter, slug="plea"))
    Redirect.objects.filter(old_path="/letters/appeal").delete()  # by an editor
    changes(getattr(letter, way))
    code = letter.reference_code
    paths = ["/letters/plea/", "/letters/appeal/", "/?p=101", "/Old%20Letters/한국.htm"]
    for path in [*paths, f"/{code}/", code.lower(), f"/ja/{code}/", f"/letters/plea/?from={code}"]:
        status, target = route(path)
        assert (status, (target or {}).get("path")) == (410, "/letters/plea/"), (path, target)
    assert route("/letters/other/") == (404, None)


def test_what_was_never_public_leaves_none(changes, letter, route):
    section = letter.get_parent()
    draft, _ = changes(lambda: ReportPageFactory(parent=section, live=False, slug="secret"))
    code = draft.give_reference_code()
    closed, _ = changes(lambda: ArchiveSectionPageFactory(slug="closed", live=False))
    hidden, _ = changes(lambda: LetterPageFactory(parent=closed, slug="hidden"))
    Redirect.add_redirect("/leak", redirect_to=draft)
    changes(hidden.unpublish)
    changes(draft.delete)
    compare_everything()
    for path in ("/letters/secret/", f"/{code}/", "/leak", "/closed/hidden/"):
        assert route(path) == (404, None)
    assert not Tombstone.objects.exists()
    assert not FormerAddress.objects.exists()


def test_it_is_gone_when_the_page_is_back(changes, letter, route):
    changes(lambda: withdraw(letter, reason="SAFETY"))
    changes(lambda: publish(letter, slug="back"))
    assert route("/letters/back/")[0] == 200
    assert route("/letters/appeal/")[0] == 301
    assert route(letter.reference_code) == (404, None)
    letter.refresh_from_db()
    Redirect.objects.all().delete()
    changes(letter.unpublish)
    assert route("/letters/back/")[1]["reason"] == "OTHER"
    assert route("/letters/appeal/")[1]["path"] == "/letters/back/"


def test_another_page_takes_its_place(changes, letter, route):
    changes(letter.unpublish)
    section = letter.get_parent()
    other, _ = changes(lambda: LetterPageFactory(parent=section, slug="other"))
    changes(lambda: letter.delete())
    changes(lambda: publish(other, slug="appeal"))
    assert route("/letters/appeal/")[1]["title"] == other.title
    Redirect.objects.all().delete()
    changes(lambda: publish(other, slug="elsewhere"))
    Redirect.objects.all().delete()
    assert route("/letters/appeal/") == (404, None)
    assert route(letter.reference_code)[0] == 410


def test_a_redirect_of_the_editors_comes_first(changes, letter, route):
    changes(letter.unpublish)
    Redirect.add_redirect("/letters/appeal", redirect_to="https://example.org/")
    assert route("/letters/appeal/")[0] == 301


def test_it_says_where_to_read_on_while_that_is_public(changes, letter, route):
    parent = letter.get_parent()
    newer, _ = changes(lambda: LetterPageFactory(parent=parent, slug="newer", title="Newer"))
    changes(lambda: withdraw(letter, reason="SUPERSEDED", replaced_by=newer.pk))
    replaced_by = {"__typename": "Letter", "path": "/letters/newer/", "title": "Newer"}
    assert route("/letters/appeal/")[1]["replacedBy"] == replaced_by
    changes(newer.unpublish)
    assert route("/letters/appeal/")[1]["replacedBy"] is None


def test_other_sites_have_none_of_it(changes, letter, client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    root = Page.get_first_root_node()
    front = root.add_child(instance=HomePage(title="Other", slug="other"))
    Site.objects.create(hostname="other.example", root_page=front)
    changes(letter.unpublish)
    for path in ("/letters/appeal/", f"/{letter.reference_code}/"):
        body = {"query": ROUTE, "variables": {"path": path}}
        headers = {"host": "other.example"}
        answer = client.post("/graphql/", body, content_type="application/json", headers=headers)
        assert answer.json()["data"]["route"]["status"] == 404


def test_lists_and_search_do_not_show_it(changes, letter, graphql):
    changes(letter.unpublish)
    answer = graphql(
        """query ($code: String!) { entry(referenceCode: $code) { id } entries { nodes { id } }
        pages { nodes { path } } search(query: "letter") { nodes { id } } }""",
        {"code": letter.reference_code},
    )
    assert "appeal" not in str(answer)
    assert answer["data"]["entry"] is None
    assert answer["data"]["entries"]["nodes"] == answer["data"]["search"]["nodes"] == []


def test_its_code_is_never_given_again(changes, letter):
    code, section = letter.reference_code, letter.get_parent()
    changes(lambda: letter.delete())
    assert changes(lambda: LetterPageFactory(parent=section))[0].reference_code > code


def test_words_of_it_can_be_forgotten(changes, letter, route):
    Redirect.add_redirect("/old", redirect_to=letter)
    changes(lambda: withdraw(letter, reason="SAFETY", public_note="Kim asked for it."))
    number = Change.objects.get(kind="WITHDRAWN").number
    forget(number, ["path", "public_note"], "the board", "a name")
    assert route("/letters/appeal/") == (404, None)
    status, tombstone = route("/old")
    assert (status, tombstone["path"], tombstone["note"]) == (410, "/old/", None)
    assert route(letter.reference_code)[1]["path"] == f"/{letter.reference_code}/"
