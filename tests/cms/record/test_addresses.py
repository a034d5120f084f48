"""An address with a name is forgotten, with everything below it, on every public surface."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from cms.record.chain import faults
from cms.record.comparison import compare_everything
from cms.record.forgetting import addresses
from cms.record.models import Act, Change, FormerAddress, Tombstone
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, front_page
from tests.statements import plan, sent

from .test_comparison import publish
from .test_tombstones import route as route

pytestmark = pytest.mark.django_db

CHANGES = """{ changes(first: 100) { nodes { kind subject type path previousPath tags } }
  pages(first: 50) { nodes { id path } } search(query: "kim") { nodes { __typename } } }"""


@pytest.fixture
def family(changes):
    """A section whose slug is a name, and a letter in it."""
    section, _ = changes(lambda: ArchiveSectionPageFactory(slug="kim"))
    changes(lambda: LetterPageFactory(parent=section, slug="appeal"))
    return section


def forget(path="/kim/", **options):
    out = StringIO()
    call_command(
        "forget_in_record", path=[path], who="Board", note="Art. 17", stdout=out, **options
    )
    return out.getvalue()


def surfaces(graphql):
    """All that anybody can read without knowing an address."""
    client = Client()
    files = ("/sitemap.xml", "/sitemap-1.xml", "/feeds/feed.xml", "/feeds/corrections.xml")
    answers = [client.get(path).content.decode() for path in (*files, "/robots.txt")]
    return json.dumps(graphql(CHANGES)) + "".join(answers)


def assert_forgotten(graphql, route, *paths):
    compare_everything()
    assert "/kim" not in surfaces(graphql)
    for path in (*paths, "/kim/", "/kim/appeal/"):
        assert route(path) == (404, None), path
    assert not Redirect.objects.filter(old_path__contains="kim").exists()
    for model, column in ((FormerAddress, "path"), (Tombstone, "path"), (Act, "path")):
        assert not model.objects.filter(**{f"{column}__contains": "/kim"}).exists()
    out = StringIO()
    call_command("export_record", stdout=out)
    assert "/kim" not in out.getvalue()
    assert list(faults(Change.objects.order_by("number"))) == []
    call_command("verify_record", stdout=StringIO())


def test_of_an_address_that_went_out_long_ago(graphql, changes, family, route):
    changes(lambda: publish(family, slug="family"))
    Redirect.add_redirect("/old/", redirect_to="/kim/appeal/")
    Redirect.add_redirect("/kim/?p=7", redirect_to=family)
    compare_everything()
    assert route("/kim/appeal/")[0] == 301
    forget()
    assert_forgotten(graphql, route, "/old/", "/kim/?p=7")
    assert route("/family/appeal/")[0] == 200


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_of_what_was_taken_back(graphql, changes, family, route, way):
    changes(lambda: getattr(Page.objects.get(pk=family.pk), way)())
    assert route("/kim/appeal/")[0] == 410
    forget()
    assert_forgotten(graphql, route)


def test_of_another_alphabet(graphql, changes, family, route):
    changes(lambda: publish(family, slug="김철수"))
    changes(lambda: publish(family, slug="family"))
    Redirect.objects.create(old_path="/%EA%B9%80%EC%B2%A0%EC%88%98/plea", redirect_page=family)
    forget("/김철수/")
    forget()
    assert_forgotten(graphql, route, "/김철수/appeal/", "/%EA%B9%80%EC%B2%A0%EC%88%98/")
    assert "철수" not in surfaces(graphql)
    assert not Redirect.objects.filter(old_path__contains="%EA").exists()


def test_others_are_told_to_drop_what_they_keep_elsewhere(graphql, changes, family):
    changes(lambda: publish(family, slug="family"))
    before = len(graphql(CHANGES)["data"]["changes"]["nodes"])
    forget()
    nodes = graphql(CHANGES)["data"]["changes"]["nodes"]
    assert [(each["kind"], each["path"], each["previousPath"]) for each in nodes[before:]] == [
        ("MOVED", "/family/", None),
        ("MOVED", "/family/appeal/", None),
    ]


def test_no_tag_confirms_a_guess(graphql, changes, family):
    changes(lambda: publish(family, slug="family"))
    forget()
    client = Client()

    def tags(path):
        query = {"query": f'{{ route(path: "{path}") {{ status }} }}'}
        answer = client.get("/graphql/", query)
        return set(answer.headers["Cache-Tag"].split(","))

    told = {tag for each in graphql(CHANGES)["data"]["changes"]["nodes"] for tag in each["tags"]}
    assert tags("/family/") & told
    assert not (tags("/kim/") - tags("/lee/")) & told


def test_what_begins_alike_stays(changes, family, route):
    changes(lambda: ArchiveSectionPageFactory(slug="kimchi"))
    changes(lambda: publish(family, slug="family"))
    forget()
    assert Change.objects.filter(path="/kimchi/").exists()
    assert not Change.objects.filter(path="/kim/").exists()


def test_translations_go_along_where_that_is_asked(graphql, changes, family, route):
    japanese = Locale.objects.get_or_create(language_code="ja")[0]
    changes(lambda: front_page().copy_for_translation(japanese).save_revision().publish())
    twin, _ = changes(lambda: family.copy_for_translation(japanese))
    changes(lambda: publish(twin, slug="kim"))
    for page in (family, twin):
        changes(lambda page=page: publish(page, slug="family"))
    assert "The same slug stands at /ja/kim/ too." in forget()
    assert route("/ja/kim/")[0] == 301
    with pytest.raises(CommandError, match="knows of nothing"):
        forget()


def test_translations_are_found_by_the_pages_that_were_there(graphql, changes, family, route):
    japanese = Locale.objects.get_or_create(language_code="ja")[0]
    changes(lambda: front_page().copy_for_translation(japanese).save_revision().publish())
    twin, _ = changes(lambda: family.copy_for_translation(japanese))
    changes(lambda: publish(twin, slug="kim"))
    for page in (family, twin):
        changes(lambda page=page: publish(page, slug="family"))
    forget(translations=True)
    assert_forgotten(graphql, route, "/ja/kim/")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/kim/", "Readers find a page at “/kim/” now"),
        ("/nobody/", "knows of nothing"),
        ("/", "no address of a page"),
        ("?kim", "no address of a page"),
        ("/ja/", "no address of a page|knows of nothing"),
    ],
)
def test_a_wrong_address_is_refused(family, path, sentence):
    before = Change.objects.count()
    with pytest.raises(CommandError, match=sentence):
        forget(path)
    assert Change.objects.count() == before


def test_a_draft_that_is_renamed_leaves_no_redirect(changes, letter, route):
    parent = letter.get_parent()
    draft, _ = changes(lambda: LetterPageFactory(parent=parent, slug="kim", live=False))
    changes(lambda: publish(draft, slug="plea"))
    assert route("/letters/kim/") == (404, None)
    assert not Redirect.objects.exists()


EXPLAIN = {
    "sqlite": ["EXPLAIN QUERY PLAN"],
    # So few rows are read sooner one after the other.
    "postgresql": [
        *("SET LOCAL enable_seqscan = off", "SET LOCAL enable_indexscan = off", "EXPLAIN"),
    ],
}


def test_what_was_at_an_address_is_found_by_an_index(changes, family):
    changes(lambda: publish(family, slug="family"))
    with sent() as statements:
        forget()
    asked = ((sql.partition(" WHERE ")[2], values) for sql, values in statements)
    where, values = next(each for each in asked if '"previous_path"' in each[0])
    sql = f'SELECT * FROM "{Change._meta.db_table}" WHERE {where}'
    how = plan(EXPLAIN[connection.vendor], sql, values[-where.count("%s") :])
    assert "record_change_path" in how
    assert "record_change_previous" in how


def test_who_is_told_of_a_path_is_told_that_it_is_forgotten(changes, family):
    changes(lambda: publish(family, slug="family"))
    moved = Change.objects.get(kind="MOVED", key=family.pk, subject="wagtailcore.page")
    before = Change.objects.count()
    call_command(
        "forget_in_record", str(moved.number), "previous_path", who="Board", note="Art. 17",
        stdout=StringIO(),
    )  # fmt: skip
    added = Change.objects.order_by("number")[before:]
    assert [(each.kind, each.key, each.path) for each in added] == [
        ("FORGOTTEN", family.pk, ""),
        ("MOVED", family.pk, "/family/"),
    ]
    with pytest.raises(CommandError, match="Readers find a page at “/family/” now"):
        call_command("forget_in_record", str(moved.number), "path", who="Board", note="Art. 17")


def test_the_address_of_a_front_page_is_not_offered(changes, family):
    changes(front_page().unpublish)
    compare_everything()
    pages = Page.objects.filter(depth__gt=1)
    assert [path for _, path in addresses.former_addresses(pages)] == ["/kim/", "/kim/appeal/"]
