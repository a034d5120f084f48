"""An address that held a name is forgotten, with all below it: no public surface tells it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from cms.record import addresses
from cms.record.chain import faults
from cms.record.comparison import compare_everything
from cms.record.models import Act, Change, FormerAddress, PublicObject, Tombstone
from cms.record.purging.purge import purge_due
from cms.visibility.models import Frontend
from home.models import HomePage
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, front_page

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


def posted(client, page, to="", **values):
    """The edit form as a browser sends it."""
    from wagtail.test.utils.form_data import nested_form_data, querydict_from_html

    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    for name, value in nested_form_data(values).items():
        form[name] = value
    return client.post(to or address, form)


@pytest.fixture
def editor(admin_client):
    return admin_client


def test_the_form_asks_and_forgets_when_it_is_published(graphql, changes, family, route, editor):
    data = {"slug": "family", "former_address": "forget", "action-publish": "1"}
    answer, _ = changes(lambda: posted(editor, family, **data))
    assert answer.status_code == 302, answer.context["form"].errors
    assert route("/family/appeal/")[0] == 200
    assert_forgotten(graphql, route)


def test_the_answer_is_kept_until_the_draft_is_published(graphql, changes, family, route, editor):
    changes(lambda: posted(editor, family, slug="family", former_address="forget"))
    assert route("/kim/")[0] == 200
    changes(lambda: Page.objects.get(pk=family.pk).get_latest_revision().publish())
    assert_forgotten(graphql, route)


def test_the_answer_is_kept_when_the_section_above_moves(graphql, changes, letter, route, editor):
    section = letter.get_parent()
    below, _ = changes(lambda: ArchiveSectionPageFactory(parent=section, slug="kim"))
    changes(lambda: posted(editor, below, slug="plea", former_address="forget"))
    changes(lambda: publish(section.specific, slug="papers"))
    other, _ = changes(lambda: ArchiveSectionPageFactory(slug="other"))
    changes(lambda: Page.objects.get(pk=section.pk).move(other, pos="last-child"))
    assert route("/letters/kim/")[0] == route("/papers/kim/")[0] == 301
    changes(lambda: Page.objects.get(pk=below.pk).get_latest_revision().publish())
    assert route("/other/papers/plea/")[0] == 200
    for path in ("/letters/kim/", "/papers/kim/", "/other/papers/kim/"):
        assert route(path) == (404, None)
    assert "/kim/" not in surfaces(graphql)
    assert not Act.objects.exists()


def test_a_move_to_another_site_forgets_where_that_was_the_answer(changes, family, route, editor):
    front = Page.get_first_root_node().add_child(instance=HomePage(title="Other", slug="other"))
    site = Site.objects.create(hostname="other.example", root_page=front)
    Frontend.objects.create(site=site, address="https://www.other.example")
    address = reverse("wagtailadmin_pages:move_confirm", args=[family.pk, front.pk])
    changes(lambda: editor.post(address, {"former_address": "forget"}))
    assert route("/kim/") == route("/kim/appeal/") == (404, None)
    told = Change.objects.filter(key=family.pk).order_by("number").last()
    assert (told.kind, told.path, told.site) == ("WITHDRAWN", "", front_page().get_site().pk)
    assert PublicObject.objects.get(key=family.pk, subject="wagtailcore.page").path == "/kim/"


EXPLAIN = {
    "sqlite": ["EXPLAIN QUERY PLAN"],
    # So few rows are read sooner one after the other.
    "postgresql": [
        *("SET LOCAL enable_seqscan = off", "SET LOCAL enable_indexscan = off", "EXPLAIN"),
    ],
}


def test_what_was_at_an_address_is_found_by_an_index(changes, family):
    changes(lambda: publish(family, slug="family"))
    with CaptureQueriesContext(connection) as statements:
        forget()
    asked = (each["sql"].partition(" WHERE ")[2] for each in statements)
    where = next(each for each in asked if '"previous_path"' in each)
    sql = f'SELECT * FROM "{Change._meta.db_table}" WHERE {where}'
    *first, explain = EXPLAIN[connection.vendor]
    with connection.cursor() as cursor:
        for statement in first:
            cursor.execute(statement)
        cursor.execute(f"{explain} {sql}")
        plan = str(cursor.fetchall())
    assert "record_change_path" in plan
    assert "record_change_previous" in plan


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


def test_readers_are_led_on_unless_it_is_to_be_forgotten(changes, family, route, editor):
    changes(lambda: posted(editor, family, slug="family", former_address="forget"))
    changes(lambda: posted(editor, family, slug="families", former_address="lead_on"))
    changes(lambda: Page.objects.get(pk=family.pk).get_latest_revision().publish())
    assert route("/kim/appeal/")[0] == 301


def test_a_preview_keeps_no_answer(changes, family, editor):
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[family.pk])
    typed = {"slug": "family", "former_address": "forget"}
    answer, _ = changes(lambda: posted(editor, family, to=preview, **typed))
    assert answer.json()["is_valid"]
    assert editor.get(preview).status_code == 302
    assert not Act.objects.exists()


def test_the_form_refuses_to_forget_where_readers_are(changes, family, editor):
    answer, _ = changes(lambda: posted(editor, family, former_address="forget"))
    assert "change the slug first" in answer.content.decode()


def test_a_page_that_nobody_saw_is_not_asked_about(changes, family, editor):
    draft, _ = changes(lambda: LetterPageFactory(parent=family, slug="draft", live=False))
    for page in (draft, front_page()):
        answer = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert "former_address" not in answer.content.decode()


def test_a_move_asks(graphql, changes, family, route, editor):
    letter = family.get_children().get()
    other, _ = changes(lambda: ArchiveSectionPageFactory(slug="other"))
    address = reverse("wagtailadmin_pages:move_confirm", args=[letter.pk, other.pk])
    assert "former_address" in editor.get(address).content.decode()
    changes(lambda: editor.post(address, {"former_address": "forget"}))
    assert route("/other/appeal/")[0] == 200
    assert route("/kim/appeal/") == (404, None)
    assert "/kim/appeal" not in surfaces(graphql)


def test_a_move_of_many_asks(graphql, changes, family, route, editor):
    letter = family.get_children().get()
    other, _ = changes(lambda: ArchiveSectionPageFactory(slug="other"))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    address += f"?id={letter.pk}&childOf={family.pk}"
    assert "former_address" in editor.get(address).content.decode()
    data = {"chooser": other.pk, "former_address": "forget"}
    answer, _ = changes(lambda: editor.post(address, data))
    assert answer.status_code == 302
    assert route("/other/appeal/")[0] == 200
    assert route("/kim/appeal/") == (404, None)
    assert "/kim/appeal" not in surfaces(graphql)


def test_readers_are_led_on_after_a_move(changes, family, route, editor):
    letter = family.get_children().get()
    other, _ = changes(lambda: ArchiveSectionPageFactory(slug="other"))
    address = reverse("wagtailadmin_pages:move_confirm", args=[letter.pk, other.pk])
    changes(lambda: editor.post(address))
    assert route("/kim/appeal/")[0] == 301


def test_an_editor_forgets_what_went_out_long_ago(graphql, changes, family, route, editor):
    changes(lambda: publish(family, slug="family"))
    address = reverse("cms_record_forget_addresses", args=[family.pk])
    listing = editor.get(reverse("wagtailadmin_explore", args=[family.get_parent().pk]))
    assert address in listing.content.decode()
    form = editor.get(address).context["form"]
    [(value, label)] = form.fields["addresses"].choices
    assert label == "/kim/"
    changes(lambda: editor.post(address, {"addresses": [value], "note": "Art. 17"}))
    assert_forgotten(graphql, route)
    assert "There is no such address" in editor.get(address).content.decode()


def test_the_address_of_a_front_page_is_not_offered(changes, family):
    changes(front_page().unpublish)
    compare_everything()
    pages = Page.objects.filter(depth__gt=1)
    assert [path for _, path in addresses.former_addresses(pages)] == ["/kim/", "/kim/appeal/"]


def test_who_may_not_publish_forgets_nothing(changes, family, client, django_user_model):
    changes(lambda: publish(family, slug="family"))
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))
    address = reverse("cms_record_forget_addresses", args=[family.pk])
    assert client.post(address, {"addresses": ["1:/kim/"], "note": "x"}).status_code != 200
    assert Change.objects.filter(path="/kim/").exists()


def test_a_cache_that_knows_no_tags_is_purged_by_address(
    changes, family, editor, settings, monkeypatch
):
    purged = []
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    settings.WAGTAILFRONTENDCACHE = {"x": {"BACKEND": backend, "LOCATION": "http://x.invalid"}}
    monkeypatch.setattr(f"{backend}.purge_batch", lambda self, urls: purged.extend(urls))
    for room in ("touched", "purging.purge"):
        monkeypatch.setattr(f"cms.record.{room}.tell_at_once", lambda: None)
    data = {"slug": "family", "former_address": "forget", "action-publish": "1"}
    changes(lambda: posted(editor, family, **data))
    purge_due()
    assert {"kim/", "kim/appeal/"} <= {url.split("/", 3)[3] for url in purged}
